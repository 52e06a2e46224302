import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { getItemShape, getMemberShape, type Shape } from './schema-shape.ts';

/** A value that only one resource of a type may have (`x-unique`), in addition to its key. */
export interface UniqueValue {
  /** The top-level field that contains the value: directly, as a list item, or as a member of a list item. */
  readonly field: string;
  readonly value: string | number;
}

/** Formats a field and its value as a lookup key. Two resources of a type with the same text cannot exist in one tenant. */
export const formatUniqueKey = ({ field, value }: UniqueValue): string => `${field}=${JSON.stringify(value)}`;

/** Finds all unique values in a declared or live resource, including its relations. */
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

/** Objects are searched one level deep: the members of a list item, but nothing below them. */
function findUniqueMember(shape: Shape, value: JsonObject, name: string): Shape | undefined {
  const child = getMemberShape(shape, value, name);
  return child?.schema['x-unique'] ? child : undefined;
}
