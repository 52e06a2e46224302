import { getObjectMember, type JsonObject, type JsonValue, toJsonObject } from '../model/json/json-value.ts';
import type { Codec } from './resource-type.ts';

/** The body is the bare value of one declared field. `empty` is sent where the field is not declared. */
export const unwrapField = (field: string, empty: JsonValue = {}): Codec => ({
  decode: (body) => ({ [field]: body }),
  encode: (body) => getObjectMember(body, field) ?? empty,
});

/** Requests do not contain these fields, because the path states them or the API computes them. */
export const omitFields = (...fields: readonly string[]): Codec => ({
  decode: toJsonObject,
  encode: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name))),
});

/**
 * Fields that answers and requests name differently, as name in answers → name in requests. Definitions use the name in answers. Decoding
 * accepts both names, so that a request body can be compared with an answer.
 */
export function renameFields(names: Readonly<Record<string, string>>): Codec {
  const readNames = Object.fromEntries(Object.entries(names).map(([name, sentName]) => [sentName, name]));
  const renameMembers = (body: JsonObject, newNames: Readonly<Record<string, string>>): JsonObject =>
    Object.fromEntries(Object.entries(body).map(([name, value]) => [newNames[name] ?? name, value]));
  return { decode: (body) => renameMembers(toJsonObject(body), readNames), encode: (body) => renameMembers(body, names) };
}

/** Both forms are the same, but some fields follow from others. */
export const implyFields = (implied: (fields: JsonObject) => JsonObject): Codec => ({
  decode: (body) => toJsonObject(body),
  encode: (body) => body,
  addImpliedFields: (fields) => implied(fields),
});

/** A custom provider sends through an action, which keeps the secrets. The API still requires `credentials`, as an empty object. */
export const addEmptyCredentials = (fields: JsonObject): JsonObject =>
  getObjectMember(fields, 'name') === 'custom' ? { credentials: {}, ...fields } : fields;
