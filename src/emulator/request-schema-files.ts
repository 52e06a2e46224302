import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../model/json/json-value.ts';

/**
 * `scripts/build.mjs` writes a minified copy of `facts/schemas` there. The relative URL is the same from src/emulator,
 * dist/emulator and the bundled program in dist/cli.
 */
const SCHEMA_FOLDER = new URL('../../dist/emulator/facts/schemas/', import.meta.url);

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
