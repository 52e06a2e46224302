import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../model/json/json-value.ts';

/** What `scripts/build.mjs` makes of `facts/schemas`, without the blanks; the same from here, from dist/emulator and from the bundled program in dist/cli. */
const SCHEMA_FOLDER = new URL('../../dist/emulator/facts/schemas/', import.meta.url);

/** Some endpoints stand beside the family that they belong to. */
const FAMILY_ALIASES: Readonly<Record<string, string>> = {
  'connections-directory-provisionings': 'connections-wide',
  'connections-scim-configurations': 'connections-wide',
  'users-by-email': 'users',
};

/** First segments of the paths whose requests are described, and the file that describes each. */
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
