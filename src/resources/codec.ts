import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import type { Codec } from './resource-type.ts';

const toObject = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

/** The API gives and takes the value of this one field instead of an object that holds it. An empty one unsets it. */
export const unwrapField = (field: string, empty: JsonValue = {}): Codec => ({
  decode: (body) => ({ [field]: body }),
  encode: (body) => getObjectMember(body, field) ?? empty,
});

/** Fields that the API does not take: what the path says, or what it works out. */
export const omitFields = (...fields: readonly string[]): Codec => ({
  decode: toObject,
  encode: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name))),
});

/** Fields that the API tells under the first name and takes under the second. What was sent reads as what would be told. */
export function renameFields(names: Readonly<Record<string, string>>): Codec {
  const readNames = Object.fromEntries(Object.entries(names).map(([name, taken]) => [taken, name]));
  const renameMembers = (body: JsonObject, newNames: Readonly<Record<string, string>>): JsonObject =>
    Object.fromEntries(Object.entries(body).map(([name, value]) => [newNames[name] ?? name, value]));
  return { decode: (body) => renameMembers(toObject(body), readNames), encode: (body) => renameMembers(body, names) };
}
