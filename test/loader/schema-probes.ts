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

export const probesOf = (root: Schema): readonly Probe[] => probes(root, root, (value) => value, '', 0);

function probes(part: Schema, root: Schema, wrap: Wrap, at: string, depth: number): readonly Probe[] {
  const schema = resolveSchemaRef(part, root);
  if (schema.type === 'null' || schema.readOnly || schema['x-rest'] || schema['x-holds'] || depth > DEEPEST) return [];
  return [
    ...fieldProbe(schema, root, wrap, at),
    ...valueProbe(schema, wrap, at),
    ...membersOf(schema, root).flatMap(({ name, member, beside }) =>
      probes(member, root, (value) => wrap({ ...beside, [name]: value }), `${at}/${name}`, depth + 1),
    ),
    ...(schema.items ? probes(schema.items, root, (value) => wrap(filled(value, schema, root)), `${at}/0`, depth + 1) : []),
    ...(typeof schema.additionalProperties === 'object'
      ? probes(schema.additionalProperties, root, (value) => wrap({ any: value }), `${at}/any`, depth + 1)
      : []),
  ];
}

/** A list of as many items as there must be. */
function filled(value: JsonValue, { minItems = 1, items = {} }: Schema, root: Schema): readonly JsonValue[] {
  return [value, ...(resolveSchemaRef(items, root).enum ?? []).slice(1, minItems)];
}

interface Reached {
  readonly name: string;
  readonly member: Schema;
  /** What must stand beside it for the schema to hold. */
  readonly beside: JsonObject;
}

function membersOf(schema: Schema, root: Schema): readonly Reached[] {
  const own = Object.entries(schema.properties ?? {});
  const conditional = (schema.allOf ?? []).flatMap((condition) =>
    Object.entries(condition.then.properties ?? {}).map(([name, member]) => ({
      name,
      member: { ...resolveSchemaRef(schema.properties?.[name] ?? {}, root), ...resolveSchemaRef(member, root) },
      beside: besides(condition),
    })),
  );
  return [...own.map(([name, member]) => ({ name, member, beside: fitting(schema, root, name) })), ...conditional];
}

/** A kind of the resource that has this member. */
function fitting(schema: Schema, root: Schema, name: string): JsonObject {
  const kinds = (schema.allOf ?? []).flatMap(({ if: test }) => Object.keys(test.properties));
  const holders = [...new Set(kinds)]
    .filter((kind) => kind !== name)
    .flatMap((kind) =>
      (resolveSchemaRef(schema.properties?.[kind] ?? {}, root).enum ?? []).map((value): JsonObject => ({ [kind]: value })),
    );
  const isForeign = (holder: JsonObject): boolean => getMemberShape({ schema, root }, holder, name)?.schema.type === 'null';
  return [{}, ...holders].find((holder) => !isForeign(holder)) ?? {};
}

const besides = ({ if: { properties } }: ConditionalSchema): JsonObject =>
  Object.fromEntries(Object.entries(properties).map(([name, test]) => [name, test.const ?? test.enum?.[0] ?? null]));

function fieldProbe(schema: Schema, root: Schema, wrap: Wrap, at: string): readonly Probe[] {
  if (schema.additionalProperties !== false && !schema['x-open']) return [];
  const names = Object.entries(schema.properties ?? {}).filter(([, field]) => !resolveSchemaRef(field, root).readOnly);
  const slip = slipOf(names.map(([name]) => name));
  return [
    {
      at,
      kind: schema['x-closed'] === undefined ? 'field' : 'closed',
      document: wrap({ [STRANGE]: true }),
      ...(slip !== undefined && { slip: wrap({ [slip]: true }) }),
    },
  ];
}

function valueProbe(schema: Schema, wrap: Wrap, at: string): readonly Probe[] {
  const allowed = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const words = allowed.filter((value) => typeof value === 'string');
  if (words.length === 0) return [];
  const slip = slipOf(words);
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
function slipOf(words: readonly string[]): string | undefined {
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
