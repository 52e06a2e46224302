import { isObject, type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import type { Words } from './define.ts';

const asObject = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

/** The API gives and takes the value of this one field instead of an object that holds it. An empty one unsets it. */
export const onlyField = (field: string, empty: JsonValue = {}): Words => ({
  read: (body) => ({ [field]: body }),
  write: (body) => member(body, field) ?? empty,
});

/** Fields that the API does not take: what the path says, or what it works out. */
export const withoutFields = (...fields: readonly string[]): Words => ({
  read: asObject,
  write: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name))),
});

/** Fields that the API tells under the first name and takes under the second. What was sent reads as what would be told. */
export function renamed(names: Readonly<Record<string, string>>): Words {
  const told = Object.fromEntries(Object.entries(names).map(([name, taken]) => [taken, name]));
  const inWords = (body: JsonObject, words: Readonly<Record<string, string>>): JsonObject =>
    Object.fromEntries(Object.entries(body).map(([name, value]) => [words[name] ?? name, value]));
  return { read: (body) => inWords(asObject(body), told), write: (body) => inWords(body, names) };
}
