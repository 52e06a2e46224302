import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getMemberShape, type Shape } from '../schema-shape.ts';

/** Removes the members that only a create accepts, at any depth, for a resource whose create request does not contain them. */
export const omitCreateOnly = (shape: Shape, fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.keys(fields).flatMap((name): [string, JsonValue][] => {
      const child = getMemberShape(shape, fields, name);
      const value = getObjectMember(fields, name) ?? null;
      if (child?.schema['x-create-only']) return [];
      return [[name, child && isObject(value) ? omitCreateOnly(child, value) : value]];
    }),
  );
