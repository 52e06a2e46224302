import { getObjectMember, isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import type { ChangedResource } from './impact-question.ts';

/** Reads a field by its dotted name; undefined if there is none. */
export const readField = (fields: JsonObject | undefined, name: string): JsonValue | undefined =>
  name
    .split('.')
    .reduce<JsonValue | undefined>((value, step) => (isObject(value) ? getObjectMember(value, step) : undefined), fields);

export const readString = (fields: JsonObject | undefined, name: string): string => {
  const value = readField(fields, name);
  return typeof value === 'string' ? value : '';
};

export const readList = (fields: JsonObject | undefined, name: string): JsonArray => {
  const value = readField(fields, name);
  return isArray(value) ? value : [];
};

export const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';

/** Returns the resource as it is after the plan; of a deleted one, as it was. */
export const getCurrentFields = ({ before, after }: ChangedResource): JsonObject => after ?? before ?? {};
