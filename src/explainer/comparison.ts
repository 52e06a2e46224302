import type { Schema } from '../schema/load.ts';
import { keepsNoEmpty, referenceOf, type Shape } from '../schema/walk.ts';

/** How a value is compared and sent, as its schema says it. */
export function comparisonOf(shape: Shape | undefined): readonly string[] {
  const schema = shape?.schema;
  if (!schema) return ['no schema knows this field: it is compared as it stands'];
  return [...formOf(schema), ...RULES.flatMap((rule) => rule(schema))];
}

function formOf(schema: Schema): readonly string[] {
  const key = schema['x-item-key'];
  if (key)
    return [`a list whose items are matched by ${key.join(' and ')}; order does not count; what is not listed is taken out`];
  if (schema['x-unordered']) return ['a set: order does not count; what is not listed is taken out'];
  if (schema.items) return ['a list in its order, as a whole'];
  if (schema.properties || schema.additionalProperties) return [patched(schema)];
  return ['a single value'];
}

const patched = (schema: Schema): string =>
  schema['x-patch'] === 'merge'
    ? 'member by member: the API keeps members that are not sent'
    : "member by member: the API replaces the whole, so tenon sends the tenant's members along";

type Rule = (schema: Schema) => readonly string[];
const when =
  (holds: (schema: Schema) => boolean, text: string): Rule =>
  (schema) =>
    holds(schema) ? [text] : [];

const RULES: readonly Rule[] = [
  (schema) => {
    const target = referenceOf(schema);
    if (!target) return [];
    return [
      target.field
        ? `names one of the ${target.type} by its ${target.field}`
        : `names one of the ${target.type}: a key in files, an id on the wire`,
    ];
  },
  when((schema) => schema['x-relation'] === true, 'kept behind an endpoint of its own: links and unlinks'),
  when((schema) => schema['x-secret'] === true, 'a secret: compared where the API shows it, never printed'),
  when(
    (schema) => schema.writeOnly === true,
    'the API never returns it: sent with what is around it, and no reason for a change, unless it is asked for with --resend',
  ),
  when(
    (schema) => schema['x-opaque'] === true,
    'the API returns it encrypted: only whether it is there is compared, unless it is asked for with --resend',
  ),
  when((schema) => schema.readOnly === true, 'Auth0 fills it in: never compared, never sent'),
  when((schema) => schema['x-create-only'] === true, 'can be set on create only'),
  when(keepsNoEmpty, 'the API keeps no empty value: empty, null and absent are the same'),
  (schema) =>
    schema['x-server-default'] === undefined
      ? []
      : [`where it is absent, the API means ${JSON.stringify(schema['x-server-default'])}`],
];
