import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

/**
 * Lays declared values over live ones, as an update does: objects are merged, everything else is replaced, and null removes a member.
 */
export function overlayValues(live: JsonObject, declared: JsonObject): JsonObject {
  const kept = Object.entries(live).filter(([name]) => !Object.hasOwn(declared, name));
  return Object.fromEntries([
    ...kept,
    ...Object.entries(declared).flatMap(([name, value]): [string, JsonValue][] =>
      value === null ? [] : [[name, overlayValue(getObjectMember(live, name), value)]],
    ),
  ]);
}

const overlayValue = (live: JsonValue | undefined, declared: JsonValue): JsonValue =>
  isObject(declared) ? overlayValues(isObject(live) ? live : {}, declared) : declared;

/** Members with these names are left out: the evaluator takes an object that has one for something else than an object. */
const UNSAFE_NAMES: ReadonlySet<string> = new Set(['constructor', '__proto__']);

/** Returns the value without members that an expression must not see. The same value if it has none. */
export function dropUnsafeMembers(value: JsonValue): JsonValue {
  if (!hasUnsafeMember(value)) return value;
  if (!isObject(value)) return Array.isArray(value) ? value.map(dropUnsafeMembers) : value;
  const safe = Object.entries(value).filter(([name]) => !UNSAFE_NAMES.has(name));
  return Object.fromEntries(safe.map(([name, item]) => [name, dropUnsafeMembers(item)]));
}

function hasUnsafeMember(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasUnsafeMember);
  return isObject(value) && Object.entries(value).some(([name, item]) => UNSAFE_NAMES.has(name) || hasUnsafeMember(item));
}
