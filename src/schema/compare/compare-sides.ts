import {
  getObjectMember,
  isArray,
  isEqual,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { getItemShape, getMemberShape, hasSameForm, type Shape } from '../schema-shape.ts';
import {
  type CompareOptions,
  isHidden,
  isUncompared,
  LIST_KEY,
  readItemKey,
  SECRET_KEY,
  SET_KEY,
  toNormalForm,
} from './normal-form.ts';
import { pairShownValues } from './shown-values.ts';
import { isSameSpelled } from './value-spelling.ts';

/** Both sides of a comparison in normal form, reduced to what is declared. */
interface ComparedSides {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

const NO_DIFFERENCE: ComparedSides = { before: undefined, after: undefined };

/** Compares the declared members of an object with the live ones. */
export function computeObjectSides(
  shape: Shape | undefined,
  live: JsonObject,
  declared: JsonObject,
  options: CompareOptions,
  at: Pointer,
): { readonly before: JsonObject; readonly after: JsonObject } {
  const before: Record<string, JsonValue> = Object.create(null);
  const after: Record<string, JsonValue> = Object.create(null);
  const holder = shape?.schema.allOf ? { ...live, ...declared } : live;
  for (const name of Object.keys(declared)) {
    // A fast path without the schema, because most of a tenant matches its definition exactly.
    if (isEqual(getObjectMember(live, name), getObjectMember(declared, name))) continue;
    const child = shape && getMemberShape(shape, holder, name);
    const place = `${at}/${escapeStep(name)}`;
    const shown = pairShownValues(child, live, declared, name);
    const pair =
      shape && !hasSameForm(shape, live, holder, name)
        ? computeReshapedSides(
            getMemberShape(shape, live, name),
            child,
            getObjectMember(live, name),
            getObjectMember(declared, name) ?? null,
            options,
            place,
          )
        : computeSides(child, shown.live, shown.declared, options, place);
    if (pair.before !== undefined) before[name] = pair.before;
    if (pair.after !== undefined) after[name] = pair.after;
  }
  return { before, after };
}

function computeSides(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue,
  options: CompareOptions,
  at: Pointer,
): ComparedSides {
  if (declared === null)
    return shape?.schema['x-derived'] ? NO_DIFFERENCE : { before: normalizeUnset(shape, live, options, at), after: undefined };
  if (options.resends && isHidden(shape?.schema)) return computeResentSides(shape, declared, options, at);
  if (isUncompared(shape?.schema, options) || isSameSpelled(shape?.schema['x-spelling'], live, declared)) return NO_DIFFERENCE;
  const secret = shape?.schema['x-secret'] || options.secrets.has(at);
  if (isObject(declared) && isObject(live) && !secret) return computeObjectSides(shape, live, declared, options, at);
  const key = shape?.schema['x-item-key'];
  if (key && isArray(declared) && isArray(live) && !secret) return computeKeyedSides(shape, key, live, declared, options, at);
  const after = toNormalForm(shape, declared, options, at);
  const before = toNormalForm(shape, live, options, at);
  if (before !== undefined) return { before, after: after ?? buildEmptyForm(before) };
  const implied = options.defaults && isEqual(after, toNormalForm(shape, shape?.schema['x-server-default'], options, at));
  return { before: implied ? after : buildEmptyForm(after), after };
}

/** Compares as if the tenant had no value. */
function computeResentSides(shape: Shape | undefined, declared: JsonValue, options: CompareOptions, at: Pointer): ComparedSides {
  const after = toNormalForm(shape, declared, { ...options, defaults: false }, at);
  return { before: buildEmptyForm(after), after };
}

/** Normalizes the live side of a declared null. The server's default counts as unset, because unsetting a member brings it back. */
function normalizeUnset(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  options: CompareOptions,
  at: Pointer,
): JsonValue | undefined {
  const form = toNormalForm(shape, live, options, at);
  return isEqual(form, toNormalForm(shape, shape?.schema['x-server-default'], options, at)) ? undefined : form;
}

/** Returns an empty container of the same kind, so that a new container shows its members one by one; `undefined` if it has none. */
function buildEmptyForm(form: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(form) || Object.hasOwn(form, LIST_KEY) || Object.hasOwn(form, SECRET_KEY)) return undefined;
  const names = Object.keys(form).filter((name) => name !== SET_KEY);
  if (names.length === 0) return undefined;
  return Object.hasOwn(form, SET_KEY) ? { [SET_KEY]: true } : {};
}

/**
 * Compares a value whose form changes because another member does. No part of the old value is kept, and hidden live values cannot match the
 * declared ones.
 */
function computeReshapedSides(
  old: Shape | undefined,
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue,
  options: CompareOptions,
  at: Pointer,
): ComparedSides {
  if (!isObject(declared) || !isObject(live)) return computeSides(shape, live, declared, { ...options, resends: true }, at);
  return {
    before: toNormalForm(old, live, options, at),
    after: toNormalForm(shape, declared, { ...options, defaults: false }, at),
  };
}

/** Compares lists whose items have keys. Undeclared items are removed; undeclared members of an item on both sides stay. */
function computeKeyedSides(
  shape: Shape | undefined,
  key: readonly string[],
  live: JsonArray,
  declared: JsonArray,
  options: CompareOptions,
  at: Pointer,
): ComparedSides {
  const items = getItemShape(shape);
  const liveByKey = new Map(live.filter(isObject).map((item) => [readItemKey(items, key, item, options), item]));
  const before: Record<string, JsonValue> = Object.create(null);
  const after: Record<string, JsonValue> = Object.create(null);
  before[SET_KEY] = true;
  after[SET_KEY] = true;
  declared.filter(isObject).forEach((item, index) => {
    const name = readItemKey(items, key, item, options);
    const pair = computeSides(items, liveByKey.get(name), item, options, `${at}/${index}`);
    if (liveByKey.has(name)) before[name] = pair.before ?? {};
    after[name] = pair.after ?? {};
    liveByKey.delete(name);
  });
  for (const [name, item] of liveByKey) before[name] = toNormalForm(items, item, options, at) ?? {};
  return { before, after };
}
