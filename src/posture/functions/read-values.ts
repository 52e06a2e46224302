import { isObject } from '../../model/json/json-value.ts';

// Functions of CEL receive whatever a tenant contains. These readers take any value and answer with the wanted type.

/** Reads a value by the names of members, joined by dots. `undefined` if there is none. */
export function readPath(value: unknown, path: string): unknown {
  if (!path.includes('.')) return readMember(value, path);
  return path.split('.').reduce(readMember, value);
}

const readMember = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const toText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const readStringAt = (value: unknown, path: string): string => toText(readPath(value, path));

export const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const readListAt = (value: unknown, path: string): readonly unknown[] => toList(readPath(value, path));

export const readStringsAt = (value: unknown, path: string): readonly string[] =>
  readListAt(value, path).filter((item) => typeof item === 'string');

/** Lists the members of an object: names and values. Empty if the value is no object. */
export const listMembers = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];

/** Returns `value` if it has the type of `fallback`, and else `fallback`. `null` counts as absent. */
export function getOrElse(value: unknown, fallback: unknown): unknown {
  if (Array.isArray(fallback)) return Array.isArray(value) ? value : fallback;
  if (isObject(fallback)) return isObject(value) ? value : fallback;
  const wanted = typeof fallback === 'bigint' ? 'number' : typeof fallback;
  return typeof value === wanted && value !== null ? value : fallback;
}
