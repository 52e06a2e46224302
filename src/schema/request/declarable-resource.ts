import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { buildItemKey } from '../compare/normal-form.ts';
import { getItemShape, getMemberShape, isEmptyUnset, parseReference, type Shape, translateReference } from '../schema-shape.ts';

/** Returns the key by which a definition refers to a live resource. */
export type ReferenceNamer = (type: string, id: string) => string;

/**
 * Converts a live resource to the form of a definition, without computed members, secrets and relations. A list with a secret in it is
 * omitted as a whole, because removing the secret would change the list.
 */
export const toDeclarableResource = (shape: Shape, live: JsonObject, nameReference: ReferenceNamer): JsonObject =>
  Object.fromEntries(
    Object.keys(live).flatMap((name): [string, JsonValue][] => {
      const child = getMemberShape(shape, live, name);
      const value =
        child && isDeclarable(child) ? toDeclarableValue(child, getObjectMember(live, name) ?? null, nameReference) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );

const isDeclarable = ({ schema }: Shape): boolean =>
  !schema.readOnly && !schema['x-secret'] && !schema['x-opaque'] && !schema['x-relation'];

function toDeclarableValue(shape: Shape, live: JsonValue, nameReference: ReferenceNamer): JsonValue | undefined {
  if (live === SECRET_MARK) return undefined;
  if (isArray(live)) return toDeclarableList(getItemShape(shape), live, nameReference);
  if (isObject(live)) return toDeclarableResource(shape, live, nameReference);
  const reference = parseReference(shape.schema);
  return reference && reference.field === undefined && typeof live === 'string'
    ? translateReference(reference, live, nameReference)
    : live;
}

function toDeclarableList(
  items: Shape | undefined,
  live: readonly JsonValue[],
  nameReference: ReferenceNamer,
): JsonValue | undefined {
  if (!items) return findHiddenPlaces(undefined, live).length > 0 ? undefined : live;
  const values = live.map((item) => (hasHidden(items, item) ? undefined : toDeclarableValue(items, item, nameReference)));
  return values.every((value) => value !== undefined) ? values : undefined;
}

const hasHidden = (shape: Shape, value: JsonValue): boolean => findHiddenPlaces(shape, value).length > 0;

/** Finds the places in a value that are secret or that the API returns encrypted. */
export function findHiddenPlaces(shape: Shape | undefined, value: JsonValue, at: Pointer = ''): readonly Pointer[] {
  if (value === null || shape?.schema.readOnly) return [];
  if (value === SECRET_MARK || shape?.schema['x-secret'] || shape?.schema['x-opaque']) return [at];
  if (isArray(value)) return value.flatMap((item, index) => findHiddenPlaces(getItemShape(shape), item, `${at}/${index}`));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((name) =>
    findHiddenPlaces(
      shape && getMemberShape(shape, value, name),
      getObjectMember(value, name) ?? null,
      `${at}/${escapeStep(name)}`,
    ),
  );
}

/**
 * Adds to `target` what is needed to undo the members that were added since `was`: they are unset or set to the server's default.
 *
 * @param target the declaration that should restore the state `was`
 * @param was the earlier live state
 * @param now the current live state
 * @param merges whether the API keeps omitted members, so that some cannot be unset; otherwise null removes any of them
 */
export function unsetNewMembers(shape: Shape, target: JsonObject, was: JsonObject, now: JsonObject, merges = true): JsonObject {
  const kept = Object.entries(target).map(([name, value]): [string, JsonValue] => {
    const child = getMemberShape(shape, now, name);
    const [before, after] = [getObjectMember(was, name), getObjectMember(now, name)];
    if (child && isObject(value) && isObject(before) && isObject(after))
      return [name, unsetNewMembers(child, value, before, after, isMerged(child))];
    const isList = child && isArray(value) && isArray(before) && isArray(after);
    return [name, isList ? unsetNewInItems(child, value, before, after) : value];
  });
  const added = Object.keys(now).flatMap((name): [string, JsonValue][] => {
    const child = Object.hasOwn(was, name) ? undefined : getMemberShape(shape, now, name);
    const value = child && computeUnsetValue(child, getObjectMember(now, name) ?? null, merges);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries([...kept, ...added]);
}

/** Unsets new members in list items that still exist, matched by key, because undeclared members of an item survive. */
function unsetNewInItems(shape: Shape, target: JsonArray, was: JsonArray, now: JsonArray): JsonArray {
  const [items, key] = [getItemShape(shape), shape.schema['x-item-key']];
  if (!items || !key) return target;
  const byKey = new Map(now.filter(isObject).map((item) => [buildItemKey(key, item), item]));
  return target.map((item, index) => {
    const before = was[index] ?? null;
    const after = isObject(before) ? byKey.get(buildItemKey(key, before)) : undefined;
    return isObject(item) && isObject(before) && after ? unsetNewMembers(items, item, before, after, false) : item;
  });
}

const isMerged = ({ schema }: Shape): boolean => schema['x-patch'] === 'merge';

/** Computes the value that comes closest to unset; `undefined` if none does, as for a string that can only be replaced. */
function computeUnsetValue(shape: Shape, now: JsonValue, merges: boolean): JsonValue | undefined {
  const { schema } = shape;
  if (isKept(shape)) return undefined;
  if (!merges || schema['x-opaque'] || [schema.type].flat().includes('null')) return null;
  if (schema['x-secret']) return undefined;
  if (schema['x-server-default'] !== undefined) return schema['x-server-default'];
  if (isObject(now)) return emptyObject(shape, now);
  if (isArray(now)) return schema.minItems === undefined ? [] : undefined;
  if (typeof now === 'boolean') return false;
  return isEmptyUnset(schema) ? '' : undefined;
}

const emptyObject = (shape: Shape, now: JsonObject): JsonObject | undefined =>
  findStayingMembers(shape, {}, now, isMerged(shape)).length === 0
    ? unsetNewMembers(shape, {}, {}, now, isMerged(shape))
    : undefined;

const isKept = ({ schema }: Shape): boolean =>
  schema.readOnly === true || schema['x-relation'] === true || schema['x-create-only'] === true || schema['x-derived'] === true;

/** Finds the members that were added since `was` and that cannot be unset. */
export const findStayingMembers = (
  shape: Shape,
  was: JsonObject,
  now: JsonObject,
  merges = true,
  at: Pointer = '',
): readonly Pointer[] =>
  Object.keys(now).flatMap((name) => {
    const child = getMemberShape(shape, now, name);
    const value = getObjectMember(now, name) ?? null;
    const before = getObjectMember(was, name);
    const place = `${at}/${escapeStep(name)}`;
    if (!child || isKept(child)) return [];
    if (before === undefined) return computeUnsetValue(child, value, merges) === undefined ? [place] : [];
    return isObject(value) && isObject(before) ? findStayingMembers(child, before, value, isMerged(child), place) : [];
  });
