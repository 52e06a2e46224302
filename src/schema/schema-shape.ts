import { isDeepStrictEqual } from 'node:util';
import { getObjectMember, isEqual, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { type ConditionalSchema, resolveSchemaRef, type Schema } from './load-schema.ts';

/**
 * A schema with what its `$ref`s point into. Members are looked up against the object that holds them, because a field's
 * form may depend on its neighbours (`options` on `strategy`).
 */
export interface Shape {
  readonly schema: Schema;
  readonly root: Schema;
}

export const toRootShape = (schema: Schema): Shape => ({ schema, root: schema });

const isTestMet = (test: Schema, value: JsonValue | undefined): boolean => {
  if (value === undefined) return true;
  if (test.const !== undefined) return isEqual(test.const, value);
  return test.enum === undefined || test.enum.some((allowed) => isEqual(allowed, value));
};

function isConditionMet(condition: ConditionalSchema, holder: JsonObject): boolean {
  if (condition.if.required?.some((name) => getObjectMember(holder, name) === undefined)) return false;
  return Object.entries(condition.if.properties).every(([name, test]) => isTestMet(test, getObjectMember(holder, name)));
}

/** Whether empty, null and absent are the same to the API. */
export const isEmptyUnset = (schema: Schema | undefined): boolean => schema?.['x-empty'] !== undefined;

/** A map of names of one's own whose members survive unless they are set to null: empty, it says nothing. */
export const isMergedMap = (schema: Schema | undefined): boolean =>
  typeof schema?.additionalProperties === 'object' && schema.properties === undefined && schema['x-patch'] === 'merge';

/** The schema of an object with the parts that hold for it: `then`s whose `if` its members meet. */
export const listActiveSchemas = ({ schema }: Shape, holder: JsonObject): readonly Schema[] => [
  schema,
  ...(schema.allOf ?? []).filter((condition) => isConditionMet(condition, holder)).map((condition) => condition.then),
];

/** Schemas are read-only data, so what a member resolves to can be kept, by which of the conditions apply. */
const memberShapeCache = new WeakMap<Schema, Map<string, Shape | undefined>>();

/** The shape of one member of an object; undefined where the schema does not know it. */
export function getMemberShape(shape: Shape, holder: JsonObject, name: string): Shape | undefined {
  const conditions = shape.schema.allOf ?? [];
  const mask = conditions.map((condition) => (isConditionMet(condition, holder) ? '1' : '0')).join('');
  const cache = memberShapeCache.get(shape.schema) ?? new Map<string, Shape | undefined>();
  memberShapeCache.set(shape.schema, cache);
  const cacheKey = `${mask}/${name}`;
  if (cache.has(cacheKey)) return cache.get(cacheKey);
  const found = findMember(
    [shape.schema, ...conditions.filter((_, index) => mask[index] === '1').map((condition) => condition.then)],
    shape.root,
    name,
  );
  const result = found && { schema: found, root: shape.root };
  cache.set(cacheKey, result);
  return result;
}

function findMember(schemas: readonly Schema[], root: Schema, name: string): Schema | undefined {
  const candidates = schemas
    .map((schema) => getOwnMember(resolveSchemaRef(schema, root), name))
    .filter((found) => found !== undefined);
  if (candidates.length === 0) return undefined;
  return Object.assign({}, ...candidates.map((candidate) => resolveSchemaRef(candidate, root)));
}

function getOwnMember(schema: Schema, name: string): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  const byPattern = Object.entries(schema.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern, 'u').test(name));
  if (byPattern) return byPattern[1];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** Whether a member looks the same beside the members of one holder and of another: its form may depend on them. */
export const hasSameForm = (shape: Shape, one: JsonObject, other: JsonObject, name: string): boolean =>
  shape.schema.allOf === undefined ||
  isDeepStrictEqual(getForm(getMemberShape(shape, one, name)), getForm(getMemberShape(shape, other, name)));

/** What a value can look like: what the API fills in by itself is no part of it. */
function getForm(shape: Shape | undefined): Partial<Schema> {
  const { 'x-server-default': _, ...form } = shape?.schema ?? {};
  return form;
}

/** What the tenant shows of a member: its own value, or what the API shows in its place (`x-shown-as`). */
export const getShownValue = (shape: Shape | undefined, live: JsonObject, name: string): JsonValue | undefined =>
  getObjectMember(live, name) ??
  (shape?.schema['x-shown-as'] === undefined ? undefined : getObjectMember(live, shape.schema['x-shown-as']));

export function getItemShape(shape: Shape | undefined): Shape | undefined {
  const items = shape?.schema.items;
  return shape && items ? { schema: resolveSchemaRef(items, shape.root), root: shape.root } : undefined;
}

export interface SchemaReference {
  readonly type: string;
  /** The target's field that stands on the wire; its id where absent. */
  readonly field?: string;
  /** The API also takes what names nothing. */
  readonly loose?: true;
}

export function parseReference(schema: Schema | undefined): SchemaReference | undefined {
  const text = schema?.['x-reference'];
  if (text === undefined) return undefined;
  const [type = '', field] = text.split('#');
  return { type, ...(field !== undefined && { field }), ...(schema?.['x-loose'] && { loose: true as const }) };
}
