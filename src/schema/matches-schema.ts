import { getObjectMember, isArray, isEqual, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import type { Schema } from './load-schema.ts';
import { getMemberShape, listActiveSchemas, type Shape } from './schema-shape.ts';

/**
 * Checks whether a value satisfies its schema, without checking the values of its members or items. For values that come from a tenant and
 * not from a file, so that no problem with a place in a file is needed. `test/schemas` compares the result with Ajv.
 */
export function matchesSchema({ schema, root }: Shape, value: JsonValue): boolean {
  return (
    isOfType(schema.type, value) &&
    (schema.const === undefined || isEqual(schema.const, value)) &&
    (schema.enum === undefined || schema.enum.some((allowed) => isEqual(allowed, value))) &&
    (schema.anyOf === undefined || schema.anyOf.some((form) => matchesSchema({ schema: form, root }, value))) &&
    isWithin(schema, value, root)
  );
}

function isOfType(types: Schema['type'], value: JsonValue): boolean {
  const allowed = typeof types === 'string' ? [types] : types;
  return allowed === undefined || allowed.some((type) => isOfSingleType(type, value));
}

function isOfSingleType(type: string, value: JsonValue): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isWithin(schema: Schema, value: JsonValue, root: Schema): boolean {
  if (typeof value === 'string') return isTextWithin(schema, value);
  if (typeof value === 'number') return isBetween(value, schema.minimum, schema.maximum);
  if (isArray(value)) return isBetween(value.length, schema.minItems, schema.maxItems);
  return !isObject(value) || isObjectWithin(schema, value, root);
}

const isBetween = (value: number, minimum: number | undefined, maximum: number | undefined): boolean =>
  value >= (minimum ?? Number.NEGATIVE_INFINITY) && value <= (maximum ?? Number.POSITIVE_INFINITY);

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(z|[+-]\d\d(:?\d\d)?)$/i;

function isTextWithin(schema: Schema, value: string): boolean {
  return (
    isBetween([...value].length, schema.minLength, schema.maxLength) &&
    (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)) &&
    (schema.format !== 'date-time' || (DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))))
  );
}

function isObjectWithin(schema: Schema, value: JsonObject, root: Schema): boolean {
  const required = listRequiredMembers({ schema, root }, value);
  return (
    isBetween(Object.keys(value).length, schema.minProperties, schema.maxProperties) &&
    required.every((name) => getObjectMember(value, name) !== undefined)
  );
}

/** Lists the required members of an object, including those that depend on its other members (`if`/`then`). */
export const listRequiredMembers = (shape: Shape, value: JsonObject): readonly string[] =>
  listActiveSchemas(shape, value).flatMap((schema) => schema.required ?? []);

/** Lists the members that a create must have (`x-create-required`), whether or not the value has them. */
export const listCreateRequiredMembers = (shape: Shape, value: JsonObject): readonly string[] =>
  [...new Set(listActiveSchemas(shape, value).flatMap(({ properties = {} }) => Object.keys(properties)))].filter((name) => {
    const schema = getMemberShape(shape, value, name)?.schema;
    return schema?.['x-create-required'] === true && schema.type !== 'null';
  });
