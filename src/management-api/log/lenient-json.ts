import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';

/** Reading what nobody promised: the member if it is of that kind, else an empty one. */
export const readObjectMember = (holder: JsonObject, name: string): JsonObject => {
  const value = getObjectMember(holder, name);
  return isObject(value) ? value : {};
};

export const readTextMember = (holder: JsonObject, name: string): string => {
  const value = getObjectMember(holder, name);
  return typeof value === 'string' ? value : '';
};
