import { isDeepStrictEqual } from 'node:util';
import { getObjectMember, isEqual, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { type ConditionalSchema, resolveSchemaRef, type Schema } from './load-schema.ts';

/**
 * A schema together with the root that its `$ref`s point into. A member is looked up together with the object that contains it, because its
 * schema may depend on the object's other members (`options` on `strategy`).
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

/** Whether the API treats an empty value like null or an absent one (`x-empty`). */
export const isEmptyUnset = (schema: Schema | undefined): boolean => schema?.['x-empty'] !== undefined;

/** Whether a value is a map with user-defined names whose members survive unless set to null. Declaring an empty one has no effect. */
export const isMergedMap = (schema: Schema | undefined): boolean =>
  typeof schema?.additionalProperties === 'object' && schema.properties === undefined && schema['x-patch'] === 'merge';

/** Lists the schemas that apply to an object: its own and each `then` whose `if` its members satisfy. */
export const listActiveSchemas = ({ schema }: Shape, holder: JsonObject): readonly Schema[] => [
  schema,
  ...(schema.allOf ?? []).filter((condition) => isConditionMet(condition, holder)).map((condition) => condition.then),
];

/** Schemas are immutable, so the resolved members can be cached, by name and by which conditions apply. */
const memberShapeCache = new WeakMap<Schema, Map<string, Map<string, Shape | undefined>>>();

/** Returns the shape of one member of an object; `undefined` if the schema does not describe it. */
export function getMemberShape(shape: Shape, holder: JsonObject, name: string): Shape | undefined {
  const members = getMemberCache(shape.schema, maskConditions(shape.schema, holder));
  const cached = members.get(name);
  if (cached !== undefined || members.has(name)) return cached;
  const found = findMember(listActiveSchemas(shape, holder), shape.root, name);
  const result = found && { schema: found, root: shape.root };
  members.set(name, result);
  return result;
}

/** Returns a 1 for each condition of a schema that an object meets, and a 0 for each other. Most schemas have none. */
const maskConditions = ({ allOf }: Schema, holder: JsonObject): string =>
  allOf === undefined ? '' : allOf.map((condition) => (isConditionMet(condition, holder) ? '1' : '0')).join('');

function getMemberCache(schema: Schema, mask: string): Map<string, Shape | undefined> {
  const byMask = memberShapeCache.get(schema) ?? new Map<string, Map<string, Shape | undefined>>();
  memberShapeCache.set(schema, byMask);
  const members = byMask.get(mask) ?? new Map<string, Shape | undefined>();
  byMask.set(mask, members);
  return members;
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

/** Whether a member has the same form in two objects: its schema may depend on their other members. */
export const hasSameForm = (shape: Shape, one: JsonObject, other: JsonObject, name: string): boolean =>
  shape.schema.allOf === undefined ||
  isDeepStrictEqual(getForm(getMemberShape(shape, one, name)), getForm(getMemberShape(shape, other, name)));

/** The schema without the server default, which does not restrict the form of a value. */
function getForm(shape: Shape | undefined): Partial<Schema> {
  const { 'x-server-default': _, ...form } = shape?.schema ?? {};
  return form;
}

/** Returns the shape of the items of a list; `undefined` if the schema does not describe them. */
export function getItemShape(shape: Shape | undefined): Shape | undefined {
  const items = shape?.schema.items;
  return shape && items ? { schema: resolveSchemaRef(items, shape.root), root: shape.root } : undefined;
}

export interface SchemaReference {
  readonly type: string;
  /** The target's field that the API expects; its id if absent. */
  readonly field?: string;
  /** Whether the API also accepts a value without a target. */
  readonly loose?: true;
  /** Text before the name or id of the target. A value without it refers to nothing. */
  readonly prefix?: string;
}

/** Parses the `x-reference` of a schema, such as `clients` or `resourceServers#identifier`. */
export function parseReference(schema: Schema | undefined): SchemaReference | undefined {
  const text = schema?.['x-reference'];
  if (text === undefined) return undefined;
  const [type = '', field] = text.split('#');
  const prefix = schema?.['x-reference-prefix'];
  return { type, ...omitUndefined({ field, prefix }), ...(schema?.['x-loose'] && { loose: true as const }) };
}

/** Returns the name or id that a value refers to; undefined if it refers to nothing. */
export const getReferenceTarget = ({ prefix = '' }: SchemaReference, value: string): string | undefined =>
  value.startsWith(prefix) ? value.slice(prefix.length) : undefined;

/** Translates what a value refers to, an id to a key or the reverse. */
export function translateReference(
  reference: SchemaReference,
  value: string,
  translate: (type: string, target: string) => string,
): string {
  const target = getReferenceTarget(reference, value);
  return target === undefined ? value : `${reference.prefix ?? ''}${translate(reference.type, target)}`;
}
