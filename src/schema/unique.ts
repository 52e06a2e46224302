import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import { itemShape, memberShape, type Shape } from './walk.ts';

/** A value that only one resource of a type may have, besides its key. */
export interface UniqueValue {
  /** The top-level field that holds it: as its value, as an item of its list, or as a member of such an item. */
  readonly field: string;
  readonly value: string | number;
}

/** Says which value of which field: two of a type with the same text cannot be in one tenant. */
export const uniqueKey = ({ field, value }: UniqueValue): string => `${field}=${JSON.stringify(value)}`;

/** The unique values (`x-unique`) in a resource, declared or live, relations included. */
export const uniqueValues = (shape: Shape, body: JsonObject): readonly UniqueValue[] =>
  Object.keys(body).flatMap((field) =>
    valuesIn(memberShape(shape, body, field), member(body, field) ?? null).map((value): UniqueValue => ({ field, value })),
  );

function valuesIn(shape: Shape | undefined, value: JsonValue): readonly (string | number)[] {
  if (!shape) return [];
  if (isArray(value)) return value.flatMap((item) => valuesIn(itemShape(shape), item));
  if (isObject(value))
    return Object.keys(value).flatMap((name) => valuesIn(scalarMember(shape, value, name), value[name] ?? null));
  return shape.schema['x-unique'] && (typeof value === 'string' || typeof value === 'number') ? [value] : [];
}

/** Objects are looked into for one level: an item of a list and its members. */
function scalarMember(shape: Shape, value: JsonObject, name: string): Shape | undefined {
  const child = memberShape(shape, value, name);
  return child?.schema['x-unique'] ? child : undefined;
}
