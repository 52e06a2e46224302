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

/** What a schema says about one member name: by itself, and where a condition holds. */
interface MemberSchemas {
  readonly own: Schema | undefined;
  readonly conditional: readonly { readonly condition: ConditionalSchema; readonly schema: Schema }[];
  /** The member's shapes, by which of the conditions hold. */
  readonly shapes: Map<string, Shape | undefined>;
}

/** Schemas are immutable, so each is searched for a name only once. */
const memberCache = new WeakMap<Schema, Map<string, MemberSchemas>>();

/** Returns the shape of one member of an object; `undefined` if the schema does not describe it. */
export function getMemberShape(shape: Shape, holder: JsonObject, name: string): Shape | undefined {
  const member = getMemberSchemas(shape, name);
  const holds = member.conditional.map(({ condition }) => isConditionMet(condition, holder));
  const key = holds.join();
  const known = member.shapes.get(key);
  if (known || member.shapes.has(key)) return known;
  const active = member.conditional.flatMap(({ schema }, index) => (holds[index] ? [schema] : []));
  const merged = mergeSchemas([member.own, ...active], shape.root);
  member.shapes.set(key, merged);
  return merged;
}

function getMemberSchemas({ schema, root }: Shape, name: string): MemberSchemas {
  const byName = memberCache.get(schema) ?? new Map<string, MemberSchemas>();
  memberCache.set(schema, byName);
  const known = byName.get(name);
  if (known) return known;
  const findMember = (from: Schema): Schema | undefined => getOwnMember(resolveSchemaRef(from, root), name);
  const conditional = (schema.allOf ?? []).flatMap((condition) => {
    const found = findMember(condition.then);
    return found ? [{ condition, schema: found }] : [];
  });
  const found = { own: findMember(schema), conditional, shapes: new Map<string, Shape | undefined>() };
  byName.set(name, found);
  return found;
}

function mergeSchemas(schemas: readonly (Schema | undefined)[], root: Schema): Shape | undefined {
  const found = schemas.filter((schema) => schema !== undefined);
  if (found.length === 0) return undefined;
  return { schema: Object.assign({}, ...found.map((schema) => resolveSchemaRef(schema, root))), root };
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
