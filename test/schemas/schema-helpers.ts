import { readdirSync, readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';

const FOLDER = new URL('../../schemas/', import.meta.url);
const SUFFIX = '.schema.json';

/** Schemas of whole documents, which have a form of their own. */
const DOCUMENTS = ['tenant', 'definition', 'check', 'plan', 'result', 'snapshot', 'drift', 'event', 'who', 'project', 'fleet'];

/** The types that have a schema, by file name. */
export const SCHEMA_TYPES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length))
  .filter((type) => !DOCUMENTS.includes(type))
  .sort();

export function readSchema(type: string): JsonObject {
  const parsed: unknown = JSON.parse(readFileSync(new URL(`${type}${SUFFIX}`, FOLDER), 'utf8'));
  if (!isObject(parsed)) throw new Error(`${type}${SUFFIX} holds no object`);
  return parsed;
}

/** The member as an object; empty where it is none, so that walks can go on. */
export function getObjectAt(object: JsonObject, name: string): JsonObject {
  const found = getObjectMember(object, name);
  return isObject(found) ? found : {};
}

export const getListAt = (object: JsonObject, name: string): readonly JsonValue[] => {
  const found = getObjectMember(object, name);
  return Array.isArray(found) ? found : [];
};

/** One for all schemas: an instance takes as long to make as a schema to compile. */
const ajv = createAjv();

/** `part` is a place in the schema of the type, as `#/$defs/scope`. Compiled once. */
export function getValidator(type: string, part = ''): ValidateFunction {
  const id = `https://tenon.dev/schemas/${type}${SUFFIX}`;
  if (!ajv.getSchema(id)) ajv.addSchema(readSchema(type));
  const validate = ajv.getSchema(`${id}${part}`);
  if (!validate) throw new Error(`no ${type}${part}`);
  return validate;
}

/** What Ajv has against a value, as `keyword place`, in a fixed order. */
export function findRefusals(type: string, value: unknown): readonly string[] {
  const validate = getValidator(type);
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if')
    .map((error) => `${error.keyword} ${error.instancePath}`)
    .sort();
}
