/** Immutable JSON data. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns an object unchanged, and `{}` for anything else. */
export const toJsonObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

export const isArray = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value);

/** Reads an own member only: `__proto__` or `constructor` in a YAML file must never reach the prototype. */
export const getObjectMember = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** Serializes a value with its members sorted by name, so that equal values give equal text. */
export function toCanonicalJson(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${toCanonicalJson(value[name] ?? null)}`).join(',')}}`;
}

/** Compares two values deeply. The order of object members does not matter; the order of array items does. */
export function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isEqual(a[name], getObjectMember(b, name)));
}

/** Checks that a string can be encoded as UTF-8. A lone surrogate cannot: a file or a request would contain a different string. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** Drops what JSON cannot hold (undefined members), so that the value equals what is read back from a file. */
export const toPlainJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));
