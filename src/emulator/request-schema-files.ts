import type { ValidateFunction } from 'ajv';
import { type Archive, evaluateValidators, readArchive } from '../disk/compiled-validators.ts';
import { isObject, type JsonObject } from '../model/json/json-value.ts';

let archive: Archive | undefined;

/** Returns the files that `scripts/build.mjs` made from `facts/schemas`: `roles.json`, and compiled, `roles.cjs`. */
function getArchive(): Archive {
  archive ??= readArchive('emulator.archive');
  return archive;
}

/** First path segments whose schemas are in the file of another one. */
const FAMILY_ALIASES: Readonly<Record<string, string>> = {
  'connections-directory-provisionings': 'connections-wide',
  'connections-scim-configurations': 'connections-wide',
  'users-by-email': 'users',
};

/** Lists the schema file of each first path segment. */
export function listSchemaFamilies(): ReadonlyMap<string, string> {
  const files = [...getArchive().keys()].filter((file) => file.endsWith('.json'));
  return new Map([
    ...files.map((file): [string, string] => [file.replace(/\.json$/, ''), file]),
    ...Object.entries(FAMILY_ALIASES).map(([name, family]): [string, string] => [name, `${family}.json`]),
  ]);
}

export function readSchemaFamily(file: string): JsonObject {
  const family: unknown = JSON.parse(getArchive().get(file)?.() ?? '{}');
  return isObject(family) ? family : {};
}

export type StringFormats = Readonly<Record<string, (text: string) => boolean>>;

/** Loads the compiled schemas of a family: one function for each operation and part, such as `POST /roles body`. */
export function loadFamilyValidators(file: string, formats: StringFormats): ReadonlyMap<string, ValidateFunction> {
  const create = evaluateValidators(getArchive().get(file.replace(/\.json$/, '.cjs'))?.() ?? '');
  const validators: object = typeof create === 'function' ? create(formats) : {};
  return new Map(Object.entries(validators).filter(isNamedValidator));
}

const isNamedValidator = (entry: [string, unknown]): entry is [string, ValidateFunction] => typeof entry[1] === 'function';
