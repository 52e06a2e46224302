import { isObject, type JsonObject, member } from '../../model/json/json.ts';

/** Reading what nobody promised: the member if it is of that kind, else an empty one. */
export const objectAt = (holder: JsonObject, name: string): JsonObject => {
  const value = member(holder, name);
  return isObject(value) ? value : {};
};

export const textAt = (holder: JsonObject, name: string): string => {
  const value = member(holder, name);
  return typeof value === 'string' ? value : '';
};
