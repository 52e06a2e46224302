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
import { getItemShape, getMemberShape, isEmptyUnset, parseReference, type Shape } from '../schema-shape.ts';

/** How a reference is written: by what the definition is to call it. */
export type ReferenceNamer = (type: string, id: string) => string;

/**
 * A live resource as one would declare it: what the API fills in by itself, what nobody may see and what is kept elsewhere is left out. A list
 * that holds a secret is left out whole: without it, it would be another list.
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
  return reference && reference.field === undefined && typeof live === 'string' ? nameReference(reference.type, live) : live;
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

/** Where a value has something in it that nobody may see, or that only comes encrypted. */
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
 * `wanted` and what it takes for `now` to become it: members that have come since are unset, or go back to what the API fills in. Where
 * members survive that are not sent (`merges`), not all can be unset; where the whole is replaced, null leaves any of them out.
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

/** Items that are there still, told by their keys: members that are not declared would stay in them. */
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

/** What comes nearest to never having been set. Nothing, where a text or a number can only be replaced by another one. */
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

/** Members that have come since and that nothing unsets. */
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
