import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ValidateFunction } from 'ajv';
import { isObject, type JsonObject } from '../model/json/json-value.ts';

/**
 * `scripts/build.mjs` writes a minified copy of `facts/schemas` there, and compiles it. The relative URL is the same from src/emulator,
 * dist/emulator and the bundled program in dist/cli.
 */
const FACTS_FOLDER = new URL('../../dist/emulator/facts/', import.meta.url);
const SCHEMA_FOLDER = new URL('schemas/', FACTS_FOLDER);
const require = createRequire(import.meta.url);

/** First path segments whose schemas are in the file of another one. */
const FAMILY_ALIASES: Readonly<Record<string, string>> = {
  'connections-directory-provisionings': 'connections-wide',
  'connections-scim-configurations': 'connections-wide',
  'users-by-email': 'users',
};

/** Lists the schema file of each first path segment. */
export function listSchemaFamilies(): ReadonlyMap<string, string> {
  const files = readdirSync(SCHEMA_FOLDER).map((file): [string, string] => [file.replace(/\.json$/, ''), file]);
  return new Map([
    ...files,
    ...Object.entries(FAMILY_ALIASES).map(([name, family]): [string, string] => [name, `${family}.json`]),
  ]);
}

export function readSchemaFamily(file: string): JsonObject {
  const family: unknown = JSON.parse(readFileSync(new URL(file, SCHEMA_FOLDER), 'utf8'));
  return isObject(family) ? family : {};
}

export type StringFormats = Readonly<Record<string, (text: string) => boolean>>;

/** Loads the compiled schemas of a family: one function for each operation and part, such as `POST /roles body`. */
export function loadFamilyValidators(file: string, formats: StringFormats): ReadonlyMap<string, ValidateFunction> {
  const path = fileURLToPath(new URL(`validators/${file.replace(/\.json$/, '.cjs')}`, FACTS_FOLDER));
  const create: unknown = require(path);
  const validators: object = typeof create === 'function' ? create(formats, require) : {};
  return new Map(Object.entries(validators).filter(isNamedValidator));
}

const isNamedValidator = (entry: [string, unknown]): entry is [string, ValidateFunction] => typeof entry[1] === 'function';
