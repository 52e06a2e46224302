import type { Schema } from '../schema/load-schema.ts';
import { isEmptyUnset, parseReference, type Shape } from '../schema/schema-shape.ts';

/** How a value is compared and sent, as its schema says it. */
export function describeComparison(shape: Shape | undefined): readonly string[] {
  const schema = shape?.schema;
  if (!schema) return ['no schema knows this field: it is compared as it stands'];
  return [...describeForm(schema), ...RULES.flatMap((rule) => rule(schema))];
}

function describeForm(schema: Schema): readonly string[] {
  const key = schema['x-item-key'];
  if (key)
    return [`a list whose items are matched by ${key.join(' and ')}; order does not count; what is not listed is taken out`];
  if (schema['x-unordered']) return ['a set: order does not count; what is not listed is taken out'];
  if (schema.items) return ['a list in its order, as a whole'];
  if (schema.properties || schema.additionalProperties) return [describePatchMode(schema)];
  return ['a single value'];
}

const describePatchMode = (schema: Schema): string =>
  schema['x-patch'] === 'merge'
    ? 'member by member: the API keeps members that are not sent'
    : "member by member: the API replaces the whole, so tenon sends the tenant's members along";

type ComparisonRule = (schema: Schema) => readonly string[];
const createRule =
  (isApplicable: (schema: Schema) => boolean, text: string): ComparisonRule =>
  (schema) =>
    isApplicable(schema) ? [text] : [];

const RULES: readonly ComparisonRule[] = [
  (schema) => {
    const target = parseReference(schema);
    if (!target) return [];
    return [
      target.field
        ? `names one of the ${target.type} by its ${target.field}`
        : `names one of the ${target.type}: a key in files, an id on the wire`,
    ];
  },
  createRule((schema) => schema['x-relation'] === true, 'kept behind an endpoint of its own: links and unlinks'),
  createRule((schema) => schema['x-secret'] === true, 'a secret: compared where the API shows it, never printed'),
  createRule(
    (schema) => schema.writeOnly === true,
    'the API never returns it: sent with what is around it, and no reason for a change, unless it is asked for with --resend',
  ),
  createRule(
    (schema) => schema['x-opaque'] === true,
    'the API returns it encrypted: only whether it is there is compared, unless it is asked for with --resend',
  ),
  createRule((schema) => schema.readOnly === true, 'Auth0 fills it in: never compared, never sent'),
  createRule((schema) => schema['x-create-only'] === true, 'can be set on create only'),
  createRule(isEmptyUnset, 'the API keeps no empty value: empty, null and absent are the same'),
  (schema) =>
    schema['x-server-default'] === undefined
      ? []
      : [`where it is absent, the API means ${JSON.stringify(schema['x-server-default'])}`],
];
