import type { Address } from '../model/address.ts';
import { getObjectMember, isArray, isObject, type JsonObject } from '../model/json/json-value.ts';

/** A resource in the language of definitions: references are keys, relations are lists, defaults are filled in. */
export interface AccessResource {
  readonly key: string;
  readonly address: Address;
  readonly fields: JsonObject;
}

/** The resources of a definition or a tenant by type. A type that is not known is absent. */
export type AccessResources = Readonly<Record<string, readonly AccessResource[]>>;

export function readStringField(fields: JsonObject, name: string): string | undefined {
  const value = getObjectMember(fields, name);
  return typeof value === 'string' ? value : undefined;
}

/** Reads a list of strings, for example of keys. */
export function readStringList(fields: JsonObject, name: string): readonly string[] {
  const value = getObjectMember(fields, name);
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Reads a list of objects. */
export function readObjectList(fields: JsonObject, name: string): readonly JsonObject[] {
  const value = getObjectMember(fields, name);
  return isArray(value) ? value.filter(isObject) : [];
}
