import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { itemKey } from '../compare/normal.ts';
import { itemShape, keepsNoEmpty, memberShape, referenceOf, type Shape } from '../walk.ts';

/** How a reference is written: by what the definition is to call it. */
export type Calls = (type: string, id: string) => string;

/**
 * A live resource as one would declare it: what the API fills in by itself, what nobody may see and what is kept elsewhere is left out. A list
 * that holds a secret is left out whole: without it, it would be another list.
 */
export const declarable = (shape: Shape, live: JsonObject, calls: Calls): JsonObject =>
  Object.fromEntries(
    Object.keys(live).flatMap((name): [string, JsonValue][] => {
      const child = memberShape(shape, live, name);
      const value = child && isDeclarable(child) ? declarableValue(child, member(live, name) ?? null, calls) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );

const isDeclarable = ({ schema }: Shape): boolean =>
  !schema.readOnly && !schema['x-secret'] && !schema['x-opaque'] && !schema['x-relation'];

function declarableValue(shape: Shape, live: JsonValue, calls: Calls): JsonValue | undefined {
  if (live === SECRET_MARK) return undefined;
  if (isArray(live)) return declarableList(itemShape(shape), live, calls);
  if (isObject(live)) return declarable(shape, live, calls);
  const reference = referenceOf(shape.schema);
  return reference && reference.field === undefined && typeof live === 'string' ? calls(reference.type, live) : live;
}

function declarableList(items: Shape | undefined, live: readonly JsonValue[], calls: Calls): JsonValue | undefined {
  if (!items) return hiddenPlaces(undefined, live).length > 0 ? undefined : live;
  const values = live.map((item) => (hides(items, item) ? undefined : declarableValue(items, item, calls)));
  return values.every((value) => value !== undefined) ? values : undefined;
}

const hides = (shape: Shape, value: JsonValue): boolean => hiddenPlaces(shape, value).length > 0;

/** Where a value has something in it that nobody may see, or that only comes encrypted. */
export function hiddenPlaces(shape: Shape | undefined, value: JsonValue, at: Pointer = ''): readonly Pointer[] {
  if (value === null || shape?.schema.readOnly) return [];
  if (value === SECRET_MARK || shape?.schema['x-secret'] || shape?.schema['x-opaque']) return [at];
  if (isArray(value)) return value.flatMap((item, index) => hiddenPlaces(itemShape(shape), item, `${at}/${index}`));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((name) =>
    hiddenPlaces(shape && memberShape(shape, value, name), member(value, name) ?? null, `${at}/${escapeStep(name)}`),
  );
}

/**
 * `wanted` and what it takes for `now` to become it: members that have come since are unset, or go back to what the API fills in. Where
 * members survive that are not sent (`merges`), not all can be unset; where the whole is replaced, null leaves any of them out.
 */
export function unsettingNew(shape: Shape, wanted: JsonObject, was: JsonObject, now: JsonObject, merges = true): JsonObject {
  const kept = Object.entries(wanted).map(([name, value]): [string, JsonValue] => {
    const child = memberShape(shape, now, name);
    const [before, after] = [member(was, name), member(now, name)];
    if (child && isObject(value) && isObject(before) && isObject(after))
      return [name, unsettingNew(child, value, before, after, isMerged(child))];
    const isList = child && isArray(value) && isArray(before) && isArray(after);
    return [name, isList ? unsettingInItems(child, value, before, after) : value];
  });
  const come = Object.keys(now).flatMap((name): [string, JsonValue][] => {
    const child = Object.hasOwn(was, name) ? undefined : memberShape(shape, now, name);
    const value = child && unset(child, member(now, name) ?? null, merges);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries([...kept, ...come]);
}

/** Items that are there still, told by their keys: members that are not declared would stay in them. */
function unsettingInItems(shape: Shape, wanted: JsonArray, was: JsonArray, now: JsonArray): JsonArray {
  const [items, key] = [itemShape(shape), shape.schema['x-item-key']];
  if (!items || !key) return wanted;
  const byKey = new Map(now.filter(isObject).map((item) => [itemKey(key, item), item]));
  return wanted.map((item, index) => {
    const before = was[index] ?? null;
    const after = isObject(before) ? byKey.get(itemKey(key, before)) : undefined;
    return isObject(item) && isObject(before) && after ? unsettingNew(items, item, before, after, false) : item;
  });
}

const isMerged = ({ schema }: Shape): boolean => schema['x-patch'] === 'merge';

/** What comes nearest to never having been set. Nothing, where a text or a number can only be replaced by another one. */
function unset(shape: Shape, now: JsonValue, merges: boolean): JsonValue | undefined {
  const { schema } = shape;
  if (isKept(shape)) return undefined;
  if (!merges || schema['x-opaque'] || [schema.type].flat().includes('null')) return null;
  if (schema['x-secret']) return undefined;
  if (schema['x-server-default'] !== undefined) return schema['x-server-default'];
  if (isObject(now)) return emptied(shape, now);
  if (isArray(now)) return schema.minItems === undefined ? [] : undefined;
  if (typeof now === 'boolean') return false;
  return keepsNoEmpty(schema) ? '' : undefined;
}

const emptied = (shape: Shape, now: JsonObject): JsonObject | undefined =>
  staying(shape, {}, now, isMerged(shape)).length === 0 ? unsettingNew(shape, {}, {}, now, isMerged(shape)) : undefined;

const isKept = ({ schema }: Shape): boolean =>
  schema.readOnly === true || schema['x-relation'] === true || schema['x-create-only'] === true || schema['x-derived'] === true;

/** Members that have come since and that nothing unsets. */
export const staying = (shape: Shape, was: JsonObject, now: JsonObject, merges = true, at: Pointer = ''): readonly Pointer[] =>
  Object.keys(now).flatMap((name) => {
    const child = memberShape(shape, now, name);
    const value = member(now, name) ?? null;
    const before = member(was, name);
    const place = `${at}/${escapeStep(name)}`;
    if (!child || isKept(child)) return [];
    if (before === undefined) return unset(child, value, merges) === undefined ? [place] : [];
    return isObject(value) && isObject(before) ? staying(child, before, value, isMerged(child), place) : [];
  });
