import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { getItemShape, getMemberShape, type Shape } from './schema-shape.ts';

/** A value that only one resource of a type may have, besides its key. */
export interface UniqueValue {
  /** The top-level field that holds it: as its value, as an item of its list, or as a member of such an item. */
  readonly field: string;
  readonly value: string | number;
}

/** Says which value of which field: two of a type with the same text cannot be in one tenant. */
export const formatUniqueKey = ({ field, value }: UniqueValue): string => `${field}=${JSON.stringify(value)}`;

/** The unique values (`x-unique`) in a resource, declared or live, relations included. */
export const findUniqueValues = (shape: Shape, body: JsonObject): readonly UniqueValue[] =>
  Object.keys(body).flatMap((field) =>
    collectUniqueValues(getMemberShape(shape, body, field), getObjectMember(body, field) ?? null).map(
      (value): UniqueValue => ({ field, value }),
    ),
  );

function collectUniqueValues(shape: Shape | undefined, value: JsonValue): readonly (string | number)[] {
  if (!shape) return [];
  if (isArray(value)) return value.flatMap((item) => collectUniqueValues(getItemShape(shape), item));
  if (isObject(value))
    return Object.keys(value).flatMap((name) => collectUniqueValues(findUniqueMember(shape, value, name), value[name] ?? null));
  return shape.schema['x-unique'] && (typeof value === 'string' || typeof value === 'number') ? [value] : [];
}

/** Objects are looked into for one level: an item of a list and its members. */
function findUniqueMember(shape: Shape, value: JsonObject, name: string): Shape | undefined {
  const child = getMemberShape(shape, value, name);
  return child?.schema['x-unique'] ? child : undefined;
}
