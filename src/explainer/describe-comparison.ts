import type { Schema } from '../schema/load-schema.ts';
import { isEmptyUnset, parseReference, type Shape } from '../schema/schema-shape.ts';

/** Describes how a value is compared and sent, according to its schema; one fact per line. */
export function describeComparison(shape: Shape | undefined): readonly string[] {
  const schema = shape?.schema;
  if (!schema) return ['not in the schema; compared exactly'];
  return [...describeForm(schema), ...RULES.flatMap((rule) => rule(schema))];
}

function describeForm(schema: Schema): readonly string[] {
  const key = schema['x-item-key'];
  if (key) return [`a list; items are matched by ${key.join(' and ')}, order is ignored, unlisted items are removed`];
  if (schema['x-unordered']) return ['a set; order is ignored, unlisted values are removed'];
  if (schema.items) return ['a list, compared as a whole; order matters'];
  if (schema.properties || schema.additionalProperties) return [describePatchMode(schema)];
  return ['a single value'];
}

const describePatchMode = (schema: Schema): string =>
  schema['x-patch'] === 'merge'
    ? 'an object, compared member by member; the API keeps members that are not sent'
    : "an object, compared member by member; the API replaces it as a whole, so tenon also sends the tenant's other members";

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
        ? `refers to an item of ${target.type} by its ${target.field}`
        : `refers to an item of ${target.type}: by key in files, by ID in the API`,
    ];
  },
  createRule(
    (schema) => schema['x-relation'] === true,
    'a relation with its own endpoint, changed by link and unlink operations',
  ),
  createRule((schema) => schema['x-secret'] === true, 'a secret: never printed, compared only if the API returns it'),
  createRule(
    (schema) => schema.writeOnly === true && schema['x-shown-as'] === undefined,
    'write-only: the API never returns it, so it is not compared; sent with other changes, or with --resend',
  ),
  (schema) => {
    const { 'x-shown-as': other, 'x-shown-hash': hash } = schema;
    if (other === undefined) return [];
    return [`the API returns ${hash === undefined ? 'it' : 'a hash of it'} as ${other}: compared with that`];
  },
  createRule(
    (schema) => schema['x-opaque'] === true,
    'the API returns it encrypted: only its presence is compared; sent again with --resend',
  ),
  createRule((schema) => schema.readOnly === true, 'read-only: set by Auth0, never compared or sent'),
  createRule((schema) => schema['x-create-only'] === true, 'can only be set on create'),
  createRule(isEmptyUnset, 'empty, null and absent are equivalent: the API does not store empty values'),
  (schema) =>
    schema['x-server-default'] === undefined ? [] : [`default if absent: ${JSON.stringify(schema['x-server-default'])}`],
];
