import { getObjectMember, isArray, isEqual, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import { computeListFingerprint } from '../../schema/compare/fingerprint.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { getResourceShape } from '../resource-shape.ts';
import type { AttachedItemType, ResourceType, SubresourceList } from '../resource-type.ts';

/** An `x-attached` list in a resource. */
export interface AttachedList {
  /** Path of the list, as member names from the top of the resource. */
  readonly at: readonly string[];
  readonly items: readonly JsonObject[];
  readonly shape: Shape;
}

/** Finds the `x-attached` lists of a declared or live resource. */
export const findAttachedLists = (type: ResourceType, body: JsonObject): readonly AttachedList[] =>
  type.attached ? collectAttachedLists(getResourceShape(type), body, []) : [];

function collectAttachedLists(shape: Shape, value: JsonObject, at: readonly string[]): readonly AttachedList[] {
  return Object.keys(value).flatMap((name): readonly AttachedList[] => {
    const child = getMemberShape(shape, value, name);
    const memberValue = getObjectMember(value, name);
    const items = getItemShape(child);
    if (child?.schema['x-attached'] && isArray(memberValue) && items)
      return [{ at: [...at, name], items: memberValue.filter(isObject), shape: items }];
    return child && isObject(memberValue) ? collectAttachedLists(child, memberValue, [...at, name]) : [];
  });
}

/** Finds the top-level fields in which a declaration states what is attached: with a list, or with null for nothing. */
export function findAttachingFields(type: ResourceType, declared: JsonObject): readonly string[] {
  if (!type.attached) return [];
  const listed = new Set(findAttachedLists(type, declared).map(({ at }) => at[0]));
  const { schema } = getResourceShape(type);
  return Object.keys(declared).filter(
    (name) => listed.has(name) || (getObjectMember(declared, name) === null && canAttach(schema.properties?.[name], schema)),
  );
}

function canAttach(schema: Schema | undefined, root: Schema): boolean {
  if (!schema) return false;
  const resolvedSchema = resolveSchemaRef(schema, root);
  return (
    resolvedSchema['x-attached'] === true ||
    Object.values(resolvedSchema.properties ?? {}).some((inner) => canAttach(inner, root))
  );
}

/** Converts a declared item to the form in which the API returns it. */
export const toShownItem = ({ hiddenFields, computeShown }: AttachedItemType, item: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...item, ...computeShown(item) }).filter(([name]) => !hiddenFields.includes(name)));

/** Finds the members in which a live item differs from the declared one. */
export function findDifferingMembers(attached: AttachedItemType, declared: JsonObject, live: JsonObject): readonly string[] {
  const shown = toShownItem(attached, declared);
  return Object.keys(shown).filter((name) => !isSameValue(getObjectMember(shown, name), getObjectMember(live, name)));
}

/** Whether a live item is the declared one, or a `PATCH` can make it so. */
export function canMatchAttached(attached: AttachedItemType, declared: JsonObject, live: JsonObject): boolean {
  const shown = toShownItem(attached, declared);
  const isIdentified = ['id', ...attached.identityFields].some((name) => getObjectMember(shown, name) !== undefined);
  return isIdentified && findDifferingMembers(attached, declared, live).every((name) => attached.updatableFields.includes(name));
}

const ISO_TIMESTAMP = /^\d{4}-\d\d-\d\dT/;

/** Compares timestamps by time, because the API returns `…13.000Z` for a declared `…13Z`. */
function isSameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const areTimestamps = typeof a === 'string' && typeof b === 'string' && ISO_TIMESTAMP.test(a) && ISO_TIMESTAMP.test(b);
  return areTimestamps ? Date.parse(a) === Date.parse(b) : isEqual(a ?? null, b ?? null);
}

/** Returns the name of an item for messages, and `exact`, which distinguishes items with the same name. */
export function getAttachedNames(
  attached: AttachedItemType,
  shown: JsonObject,
): { readonly name: string; readonly exact: string } {
  const known = ['name', ...attached.identityFields, 'id'].flatMap((field) => toTextList(getObjectMember(shown, field)));
  const exact = [...attached.identityFields, 'id'].flatMap((field) => toTextList(getObjectMember(shown, field)));
  return { name: known[0] ?? attached.noun, exact: exact[0] ?? attached.noun };
}

const toTextList = (value: JsonValue | undefined): readonly string[] =>
  typeof value === 'string' && value !== '' ? [value] : [];

export const computeAttachedFingerprint = (items: readonly JsonValue[]): string =>
  computeListFingerprint(undefined, undefined, items);

/** Returns the type of attached item that a request is about. Undefined: it is about the owner. */
export const findRequestedAttachment = ({ attached }: ResourceType, { path }: PlannedRequest): AttachedItemType | undefined =>
  attached && (path === attached.list.path || path === `${attached.list.path}/{item}`) ? attached : undefined;

/** Finds a relation or the attached items of a type by field name. */
export const findSubresourceList = (
  { relations, attached }: ResourceType,
  field: string | undefined,
): SubresourceList | undefined => [...relations, ...(attached ? [attached] : [])].find((candidate) => candidate.field === field);

/**
 * Collects attached ids by the pointer of their list. Lists with complete items are skipped: they belong to a create, whose answer has
 * the ids.
 */
export const collectAttachedIds = (type: ResourceType, body: JsonObject): ReadonlyMap<string, readonly string[]> =>
  new Map(
    findAttachedLists(type, body)
      .filter(({ items }) => items.every(({ id }) => typeof id === 'string'))
      .map(({ at, items }) => [toPointer(at), items.map(({ id }) => String(id)).sort()]),
  );
