import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

export const getString = (object: JsonObject, name: string): string => {
  const value = getObjectMember(object, name);
  return typeof value === 'string' ? value : '';
};

export const getObject = (object: JsonObject, name: string): JsonObject => {
  const value = getObjectMember(object, name);
  return isObject(value) ? value : {};
};

export const getStrings = (object: JsonObject, name: string): readonly string[] => {
  const value = getObjectMember(object, name);
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

export const getObjects = (object: JsonObject, name: string): readonly JsonObject[] => {
  const value = getObjectMember(object, name);
  return isArray(value) ? value.filter(isObject) : [];
};

export const toObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

export const omit = (object: JsonObject, names: readonly string[]): JsonObject =>
  names.some((name) => Object.hasOwn(object, name))
    ? Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
    : object;

export const pick = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(object, name) ? [[name, object[name] ?? null]] : [])));

/** Removes members that begin with `$`: the emulator's internal ones (parent of a nested object, text of a key). */
export const omitInternal = (object: JsonObject): JsonObject =>
  Object.keys(object).some((name) => name.startsWith('$'))
    ? Object.fromEntries(Object.entries(object).filter(([name]) => !name.startsWith('$')))
    : object;

export const isEmptyObject = (value: JsonValue | undefined): boolean => isObject(value) && Object.keys(value).length === 0;
