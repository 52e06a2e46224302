import jsonpatch from 'fast-json-patch';
import { equal, isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/plan.ts';
import { hasSameForm, itemShape, memberShape, type Shape, shownValue } from '../walk.ts';
import { isHidden, isUnseen, LIST, normal, type Reading, readKey, SECRET, SET, shown } from './normal.ts';
import { isSameSpelled } from './spelling.ts';

/** The two sides of a comparison in normal form, cut down to what is declared. */
interface Sides {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

const NO_DIFFERENCE: Sides = { before: undefined, after: undefined };

/**
 * What must change so that `live` says what is `declared`: nothing for members that are not declared, a removal for `null`.
 * Empty exactly if the tenant already says so.
 */
export function fieldChanges(shape: Shape, live: JsonObject, declared: JsonObject, reading: Reading): readonly Change[] {
  const { before, after } = objectSides(shape, live, declared, reading, '');
  const places = new Map(Object.keys(declared).map((name, index) => [name, index]));
  return jsonpatch
    .compare(asDocument(before), asDocument(after))
    .map((operation) => changeAt(operation, before, after))
    .sort((a, b) => placeOf(a, places) - placeOf(b, places) || (a.path < b.path ? -1 : 1));
}

/** Changes read in the order in which the fields are declared. */
const placeOf = (change: Change, places: ReadonlyMap<string, number>): number => places.get(stepsOf(change.path)[0] ?? '') ?? 0;

const asDocument = (form: JsonValue | undefined): object => (isObject(form) ? form : {});

function sides(shape: Shape | undefined, live: JsonValue | undefined, declared: JsonValue, reading: Reading, at: Pointer): Sides {
  if (declared === null)
    return shape?.schema['x-derived'] ? NO_DIFFERENCE : { before: unset(shape, live, reading, at), after: undefined };
  if (reading.resends && isHidden(shape?.schema)) return resent(shape, declared, reading, at);
  if (isUnseen(shape?.schema, reading) || isSameSpelled(shape?.schema['x-spelling'], live, declared)) return NO_DIFFERENCE;
  const secret = shape?.schema['x-secret'] || reading.secrets.has(at);
  if (isObject(declared) && isObject(live) && !secret) return objectSides(shape, live, declared, reading, at);
  const key = shape?.schema['x-item-key'];
  if (key && isArray(declared) && isArray(live) && !secret) return keyedSides(shape, key, live, declared, reading, at);
  const after = normal(shape, declared, reading, at);
  const before = normal(shape, live, reading, at);
  if (before !== undefined) return { before, after: after ?? emptyLike(before) };
  const implied = reading.defaults && equal(after, normal(shape, shape?.schema['x-server-default'], reading, at));
  return { before: implied ? after : emptyLike(after), after };
}

/** As where the tenant has nothing of it. */
function resent(shape: Shape | undefined, declared: JsonValue, reading: Reading, at: Pointer): Sides {
  const after = normal(shape, declared, { ...reading, defaults: false }, at);
  return { before: emptyLike(after), after };
}

/** What is unset falls back to what the API fills in: that is as unset as it gets. */
function unset(shape: Shape | undefined, live: JsonValue | undefined, reading: Reading, at: Pointer): JsonValue | undefined {
  const form = normal(shape, live, reading, at);
  return equal(form, normal(shape, shape?.schema['x-server-default'], reading, at)) ? undefined : form;
}

/** A container that comes into being shows its members one by one, unless it has none. */
function emptyLike(form: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(form) || Object.hasOwn(form, LIST) || Object.hasOwn(form, SECRET)) return undefined;
  const names = Object.keys(form).filter((name) => name !== SET);
  if (names.length === 0) return undefined;
  return Object.hasOwn(form, SET) ? { [SET]: true } : {};
}

/** A value whose form changes with its neighbors: nothing of the old one stays, and what is hidden in it cannot be what is declared. */
function reshapedSides(
  old: Shape | undefined,
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue,
  reading: Reading,
  at: Pointer,
): Sides {
  if (!isObject(declared) || !isObject(live)) return sides(shape, live, declared, { ...reading, resends: true }, at);
  return { before: normal(old, live, reading, at), after: normal(shape, declared, { ...reading, defaults: false }, at) };
}

function objectSides(
  shape: Shape | undefined,
  live: JsonObject,
  declared: JsonObject,
  reading: Reading,
  at: Pointer,
): { readonly before: JsonObject; readonly after: JsonObject } {
  const before: Record<string, JsonValue> = Object.create(null);
  const after: Record<string, JsonValue> = Object.create(null);
  const holder = shape?.schema.allOf ? { ...live, ...declared } : live;
  for (const name of Object.keys(declared)) {
    // Most of a tenant is as declared: what is the same to the letter needs no schema to say so.
    if (equal(member(live, name), member(declared, name))) continue;
    const child = shape && memberShape(shape, holder, name);
    const place = `${at}/${escapeStep(name)}`;
    const pair =
      shape && !hasSameForm(shape, live, holder, name)
        ? reshapedSides(memberShape(shape, live, name), child, member(live, name), member(declared, name) ?? null, reading, place)
        : sides(child, shownValue(child, live, name), member(declared, name) ?? null, reading, place);
    if (pair.before !== undefined) before[name] = pair.before;
    if (pair.after !== undefined) after[name] = pair.after;
  }
  return { before, after };
}

/** The declared list is the whole list; inside an item that is on both sides, members that are not declared stay. */
function keyedSides(
  shape: Shape | undefined,
  key: readonly string[],
  live: JsonArray,
  declared: JsonArray,
  reading: Reading,
  at: Pointer,
): Sides {
  const items = itemShape(shape);
  const liveByKey = new Map(live.filter(isObject).map((item) => [readKey(items, key, item, reading), item]));
  const before: Record<string, JsonValue> = Object.create(null);
  const after: Record<string, JsonValue> = Object.create(null);
  before[SET] = true;
  after[SET] = true;
  declared.filter(isObject).forEach((item, index) => {
    const name = readKey(items, key, item, reading);
    const pair = sides(items, liveByKey.get(name), item, reading, `${at}/${index}`);
    if (liveByKey.has(name)) before[name] = pair.before ?? {};
    after[name] = pair.after ?? {};
    liveByKey.delete(name);
  });
  for (const [name, item] of liveByKey) before[name] = normal(items, item, reading, at) ?? {};
  return { before, after };
}

type PatchOperation = ReturnType<typeof jsonpatch.compare>[number];

function changeAt(operation: PatchOperation, before: JsonValue, after: JsonValue): Change {
  const steps = stepsOf(operation.path);
  const last = steps.at(-1);
  const leaf = last === LIST || last === SECRET;
  const place = leaf ? steps.slice(0, -1) : steps;
  const old = valueAt(before, place);
  const next = valueAt(after, place);
  const op = old === undefined ? 'add' : next === undefined ? 'remove' : 'replace';
  return {
    op,
    path: place.map((step) => `/${escapeStep(step)}`).join(''),
    ...(old === undefined ? {} : { before: shown(old) }),
    ...(next === undefined ? {} : { after: shown(next) }),
    kind: kindOf(old, next, inSet(before, after, place)),
  };
}

function valueAt(form: JsonValue | undefined, steps: readonly string[]): JsonValue | undefined {
  return steps.reduce<JsonValue | undefined>((value, step) => (isObject(value) ? member(value, step) : undefined), form);
}

function inSet(before: JsonValue, after: JsonValue, steps: readonly string[]): boolean {
  const holder = valueAt(after, steps.slice(0, -1)) ?? valueAt(before, steps.slice(0, -1));
  return isObject(holder) && Object.hasOwn(holder, SET);
}

/** Longer than this, or with several lines, a text is better read as a unified diff. */
const LONG_TEXT = 100;
const isLong = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && (value.includes('\n') || value.length > LONG_TEXT);

function kindOf(before: JsonValue | undefined, after: JsonValue | undefined, item: boolean): Change['kind'] {
  const secret = [before, after].some((form) => isObject(form) && Object.hasOwn(form, SECRET));
  if (secret) return 'secret';
  if (item) return 'item';
  return isLong(before) || isLong(after) ? 'text' : 'value';
}
