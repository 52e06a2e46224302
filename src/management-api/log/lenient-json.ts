import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';

/** Reads a member of an undocumented body. Anything but an object, or nothing, becomes `{}`. */
export const readObjectMember = (holder: JsonObject, name: string): JsonObject => {
  const value = getObjectMember(holder, name);
  return isObject(value) ? value : {};
};

/** Reads a member of an undocumented body. Anything but a string, or nothing, becomes `''`. */
export const readTextMember = (holder: JsonObject, name: string): string => {
  const value = getObjectMember(holder, name);
  return typeof value === 'string' ? value : '';
};
