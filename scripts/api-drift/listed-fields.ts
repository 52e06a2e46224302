import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { expandSchemas, type SchemaPlace } from './schema-lookup.ts';

const MAX_DEPTH = 5;

/** Lists the fields that a schema describes and a definition can set; those behind an endpoint of their own are no part of the body. */
export function listDescribedFields(place: SchemaPlace, depth = 0): readonly string[] {
  if (depth === MAX_DEPTH) return [];
  return expandSchemas(place).flatMap((schema) => {
    const items = isObject(schema.items) ? listBelow(place, schema.items, '[]', depth) : [];
    return [
      ...Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([name, member]) =>
        isObject(member) && isSent(member) ? [escapeName(name), ...listBelow(place, member, `${escapeName(name)}.`, depth)] : [],
      ),
      ...items,
    ];
  });
}

const listBelow = (place: SchemaPlace, schema: JsonObject, prefix: string, depth: number): readonly string[] =>
  listDescribedFields({ ...place, schemas: [schema] }, depth + 1).map((path) => joinPath(prefix, path));

const joinPath = (prefix: string, path: string): string =>
  prefix === '[]' ? `[].${path}` : path.startsWith('[]') ? `${prefix.slice(0, -1)}${path}` : `${prefix}${path}`;

const isSent = (schema: JsonObject): boolean =>
  ['readOnly', 'x-relation', 'x-attached', 'x-unmanaged', 'x-renamed-to', 'x-holds', 'x-rest', 'deprecated'].every(
    (word) => schema[word] === undefined,
  );

/** As the reader of the SDK writes names that have a dot. */
const escapeName = (name: string): string => name.replaceAll('.', '%2E');
