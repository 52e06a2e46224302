/** JSON as data that nobody changes in place. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isArray = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value);

/** Own members only: `__proto__` or `constructor` in somebody's YAML must never reach the prototype. */
export const getObjectMember = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** The text of a value with members in a fixed order: equal values give equal texts. */
export function toCanonicalJson(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${toCanonicalJson(value[name] ?? null)}`).join(',')}}`;
}

/** Numbers compare as numbers (1 and 1.0), objects without regard to member order, arrays element by element. */
export function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isEqual(a[name], getObjectMember(b, name)));
}

/** Whether a text has a form in UTF-8. Half of a pair that makes one character in UTF-16 has none: a file or a request would hold another text. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
