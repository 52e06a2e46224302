import { equal, isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import type { Schema } from './load.ts';
import { activeSchemas, memberShape, type Shape } from './walk.ts';

/**
 * Whether a value is what its schema asks for, its members and items left aside: for values that nobody wrote, such as a tenant's, where
 * there is no file to point at. `test/schema` holds it against Ajv.
 */
export function fits({ schema, root }: Shape, value: JsonValue): boolean {
  return (
    isOfType(schema.type, value) &&
    (schema.const === undefined || equal(schema.const, value)) &&
    (schema.enum === undefined || schema.enum.some((allowed) => equal(allowed, value))) &&
    (schema.anyOf === undefined || schema.anyOf.some((form) => fits({ schema: form, root }, value))) &&
    isWithin(schema, value, root)
  );
}

function isOfType(types: Schema['type'], value: JsonValue): boolean {
  const allowed = typeof types === 'string' ? [types] : types;
  return allowed === undefined || allowed.some((type) => isOf(type, value));
}

function isOf(type: string, value: JsonValue): boolean {
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
  if (typeof value === 'number') return between(value, schema.minimum, schema.maximum);
  if (isArray(value)) return between(value.length, schema.minItems, schema.maxItems);
  return !isObject(value) || isObjectWithin(schema, value, root);
}

const between = (value: number, least: number | undefined, most: number | undefined): boolean =>
  value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(z|[+-]\d\d(:?\d\d)?)$/i;

function isTextWithin(schema: Schema, value: string): boolean {
  return (
    between([...value].length, schema.minLength, schema.maxLength) &&
    (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)) &&
    (schema.format !== 'date-time' || (DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))))
  );
}

function isObjectWithin(schema: Schema, value: JsonObject, root: Schema): boolean {
  const required = requiredIn({ schema, root }, value);
  return (
    between(Object.keys(value).length, schema.minProperties, schema.maxProperties) &&
    required.every((name) => member(value, name) !== undefined)
  );
}

/** Members that an object must have, with those that only its other members ask for. */
export const requiredIn = (shape: Shape, value: JsonObject): readonly string[] =>
  activeSchemas(shape, value).flatMap((schema) => schema.required ?? []);

/** Members that a create must have, whether they are there or not. */
export const createRequiredIn = (shape: Shape, value: JsonObject): readonly string[] =>
  [...new Set(activeSchemas(shape, value).flatMap(({ properties = {} }) => Object.keys(properties)))].filter((name) => {
    const schema = memberShape(shape, value, name)?.schema;
    return schema?.['x-create-required'] === true && schema.type !== 'null';
  });
