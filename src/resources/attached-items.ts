import { getObjectMember, isArray, isEqual, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { toPointer } from '../model/json/pointer.ts';
import type { PlannedRequest } from '../model/plan/plan.ts';
import { computeListFingerprint } from '../schema/compare/fingerprint.ts';
import { resolveSchemaRef, type Schema } from '../schema/load-schema.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema/schema-shape.ts';
import { getResourceShape } from './resource-shape.ts';
import type { AttachedItemType, ResourceType, SubresourceList } from './resource-type.ts';

/** A list that attaches things, where it stands in a resource. */
export interface AttachedList {
  /** Member names from the top. */
  readonly at: readonly string[];
  readonly items: readonly JsonObject[];
  readonly shape: Shape;
}

/** The lists in a resource, declared or live, that attach what it owns. */
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

/** The top-level fields of which a declaration says what they attach: a list, or that the field is unset. */
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

/** A declared one as the tenant would show it. */
export const toShownItem = ({ hiddenFields: hidden, computeShown: shown }: AttachedItemType, item: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...item, ...shown(item) }).filter(([name]) => !hidden.includes(name)));

/** Members in which a live one is not what is declared. */
export function findDifferingMembers(attached: AttachedItemType, declared: JsonObject, live: JsonObject): readonly string[] {
  const shown = toShownItem(attached, declared);
  return Object.keys(shown).filter((name) => !isSameValue(getObjectMember(shown, name), getObjectMember(live, name)));
}

/** Whether a live one is the one that is declared, or can become it. */
export function canMatchAttached(attached: AttachedItemType, declared: JsonObject, live: JsonObject): boolean {
  const shown = toShownItem(attached, declared);
  const isIdentified = ['id', ...attached.identityFields].some((name) => getObjectMember(shown, name) !== undefined);
  return isIdentified && findDifferingMembers(attached, declared, live).every((name) => attached.updatableFields.includes(name));
}

const ISO_TIMESTAMP = /^\d{4}-\d\d-\d\dT/;

/** The API writes a moment in another way than people do: `…13Z` becomes `…13.000Z`. */
function isSameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const areTimestamps = typeof a === 'string' && typeof b === 'string' && ISO_TIMESTAMP.test(a) && ISO_TIMESTAMP.test(b);
  return areTimestamps ? Date.parse(a) === Date.parse(b) : isEqual(a ?? null, b ?? null);
}

/** What people know one by, and what tells it from another of that name. */
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

/** Whether a request is about something that is attached, and not about what it is attached to. */
export const findRequestedAttachment = ({ attached }: ResourceType, { path }: PlannedRequest): AttachedItemType | undefined =>
  attached && (path === attached.list.path || path === `${attached.list.path}/{item}`) ? attached : undefined;

/** A relation of a type, or what it attaches, by its name. */
export const findSubresourceList = (
  { relations, attached }: ResourceType,
  field: string | undefined,
): SubresourceList | undefined => [...relations, ...(attached ? [attached] : [])].find((candidate) => candidate.field === field);

/** Ids that lists attach, by where each list stands. Lists with whole things in them are those of a create: the answer gives the ids. */
export const collectAttachedIds = (type: ResourceType, body: JsonObject): ReadonlyMap<string, readonly string[]> =>
  new Map(
    findAttachedLists(type, body)
      .filter(({ items }) => items.every(({ id }) => typeof id === 'string'))
      .map(({ at, items }) => [toPointer(at), items.map(({ id }) => String(id)).sort()]),
  );
