import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { type ConditionalSchema, resolveSchemaRef, type Schema } from '../../src/schema/load-schema.ts';
import { getMemberShape } from '../../src/schema/schema-shape.ts';

/** A resource that holds one thing that its schema does not list, and no more than it takes to reach the place. */
export interface Probe {
  readonly at: string;
  readonly kind: 'field' | 'value' | 'closed';
  readonly document: JsonValue;
  /** The same with a slip of a known name or value in its place. */
  readonly slip?: JsonValue;
}

type Wrap = (value: JsonValue) => JsonValue;

const STRANGE = 'quux_zyzzyva';
const DEEPEST = 10;

export const listProbes = (root: Schema): readonly Probe[] => collectProbes(root, root, (value) => value, '', 0);

function collectProbes(part: Schema, root: Schema, wrap: Wrap, at: string, depth: number): readonly Probe[] {
  const schema = resolveSchemaRef(part, root);
  if (schema.type === 'null' || schema.readOnly || schema['x-rest'] || schema['x-holds'] || depth > DEEPEST) return [];
  return [
    ...buildFieldProbe(schema, root, wrap, at),
    ...buildValueProbe(schema, wrap, at),
    ...listMembers(schema, root).flatMap(({ name, member, beside }) =>
      collectProbes(member, root, (value) => wrap({ ...beside, [name]: value }), `${at}/${name}`, depth + 1),
    ),
    ...(schema.items
      ? collectProbes(schema.items, root, (value) => wrap(fillItems(value, schema, root)), `${at}/0`, depth + 1)
      : []),
    ...(typeof schema.additionalProperties === 'object'
      ? collectProbes(schema.additionalProperties, root, (value) => wrap({ any: value }), `${at}/any`, depth + 1)
      : []),
  ];
}

/** A list of as many items as there must be. */
function fillItems(value: JsonValue, { minItems = 1, items = {} }: Schema, root: Schema): readonly JsonValue[] {
  return [value, ...(resolveSchemaRef(items, root).enum ?? []).slice(1, minItems)];
}

interface ReachableMember {
  readonly name: string;
  readonly member: Schema;
  /** What must stand beside it for the schema to hold. */
  readonly beside: JsonObject;
}

function listMembers(schema: Schema, root: Schema): readonly ReachableMember[] {
  const own = Object.entries(schema.properties ?? {});
  const conditional = (schema.allOf ?? []).flatMap((condition) =>
    Object.entries(condition.then.properties ?? {}).map(([name, member]) => ({
      name,
      member: { ...resolveSchemaRef(schema.properties?.[name] ?? {}, root), ...resolveSchemaRef(member, root) },
      beside: getConditionValues(condition),
    })),
  );
  return [...own.map(([name, member]) => ({ name, member, beside: findFittingMembers(schema, root, name) })), ...conditional];
}

/** A kind of the resource that has this member. */
function findFittingMembers(schema: Schema, root: Schema, name: string): JsonObject {
  const kinds = (schema.allOf ?? []).flatMap(({ if: test }) => Object.keys(test.properties));
  const holders = [...new Set(kinds)]
    .filter((kind) => kind !== name)
    .flatMap((kind) =>
      (resolveSchemaRef(schema.properties?.[kind] ?? {}, root).enum ?? []).map((value): JsonObject => ({ [kind]: value })),
    );
  const isForeign = (holder: JsonObject): boolean => getMemberShape({ schema, root }, holder, name)?.schema.type === 'null';
  return [{}, ...holders].find((holder) => !isForeign(holder)) ?? {};
}

const getConditionValues = ({ if: { properties } }: ConditionalSchema): JsonObject =>
  Object.fromEntries(Object.entries(properties).map(([name, test]) => [name, test.const ?? test.enum?.[0] ?? null]));

function buildFieldProbe(schema: Schema, root: Schema, wrap: Wrap, at: string): readonly Probe[] {
  if (schema.additionalProperties !== false && !schema['x-open']) return [];
  const names = Object.entries(schema.properties ?? {}).filter(([, field]) => !resolveSchemaRef(field, root).readOnly);
  const slip = findMisspelling(names.map(([name]) => name));
  return [
    {
      at,
      kind: schema['x-closed'] === undefined ? 'field' : 'closed',
      document: wrap({ [STRANGE]: true }),
      ...(slip !== undefined && { slip: wrap({ [slip]: true }) }),
    },
  ];
}

function buildValueProbe(schema: Schema, wrap: Wrap, at: string): readonly Probe[] {
  const allowed = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const words = allowed.filter((value) => typeof value === 'string');
  if (words.length === 0) return [];
  const slip = findMisspelling(words);
  return [
    {
      at,
      kind: schema['x-closed'] === undefined ? 'value' : 'closed',
      document: wrap(STRANGE),
      ...(slip !== undefined && { slip: wrap(slip) }),
    },
  ];
}

/** A known word of some length with two of its letters swapped. */
function findMisspelling(words: readonly string[]): string | undefined {
  const slips = words.flatMap((word) => {
    const long = /[a-z]{6,}/.exec(word);
    const [a, b] = long ? [word[long.index + 2] ?? '', word[long.index + 3] ?? ''] : ['', ''];
    if (!long || a === b) return [];
    return [word.slice(0, long.index + 2) + b + a + word.slice(long.index + 4)];
  });
  return slips.find((slip) => !words.includes(slip));
}

/** Paths of a probe's resource, for a message. */
export const describeProbe = ({ at, kind }: Probe): string => `${kind} ${at === '' ? '/' : at}`;
