import { isObject, type JsonValue } from '../../model/json/json-value.ts';

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
