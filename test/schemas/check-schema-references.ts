import { getObjectMember, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { getListAt, getObjectAt, readSchema } from './schema-helpers.ts';

/** Where a word of the vocabulary points at something that is not there: a key field, a type, a field or list of a type. */
export function findSchemaReferenceErrors(
  root: JsonObject,
  types: readonly string[],
  others: readonly string[],
): readonly string[] {
  const search: ReferenceSearch = { root, types, known: new Set([...types, ...others]) };
  const definitions = Object.values(getObjectAt(root, '$defs')).filter(isObject);
  return [root, ...definitions].flatMap((schema) => collectErrors(schema, {}, search, '', schema === root));
}

interface ReferenceSearch {
  readonly root: JsonObject;
  readonly types: readonly string[];
  readonly known: ReadonlySet<string>;
}

function collectErrors(
  schema: JsonObject,
  siblings: JsonObject,
  search: ReferenceSearch,
  at: string,
  top = false,
): readonly string[] {
  const properties = getObjectAt(schema, 'properties');
  const items = getObjectAt(schema, 'items');
  return [
    ...findKeyErrors(schema, search.root, at),
    ...findReferenceErrors(schema, search, at),
    ...findItemErrors(schema, siblings, search, at),
    ...Object.entries(properties).flatMap(([name, field]) => {
      if (!isObject(field)) return [];
      const misplaced = !top && Object.hasOwn(field, 'x-relation') ? [`${at}/${name}: x-relation below the top level`] : [];
      return [...misplaced, ...collectErrors(field, properties, search, `${at}/${name}`)];
    }),
    ...(Object.keys(items).length > 0 ? collectErrors(items, siblings, search, `${at}/*`) : []),
  ];
}

function findKeyErrors(schema: JsonObject, root: JsonObject, at: string): readonly string[] {
  const items = resolveRef(getObjectAt(schema, 'items'), root);
  return getListAt(schema, 'x-item-key')
    .filter((field) => typeof field !== 'string' || !Object.hasOwn(getObjectAt(items, 'properties'), field))
    .map((field) => `${at}: no ${String(field)} in the items`);
}

function findReferenceErrors(schema: JsonObject, search: ReferenceSearch, at: string): readonly string[] {
  const [type, field] = parseReference(schema);
  if (type === undefined) return [];
  if (!search.known.has(type)) return [`${at}: unknown type ${type}`];
  if (field === undefined || !search.types.includes(type)) return [];
  return Object.hasOwn(getObjectAt(readSchema(type), 'properties'), field) ? [] : [`${at}: no ${field} in ${type}`];
}

function findItemErrors(schema: JsonObject, siblings: JsonObject, search: ReferenceSearch, at: string): readonly string[] {
  if (!Object.hasOwn(schema, 'x-reference-item')) return [];
  const { of: sibling, in: list } = getObjectAt(schema, 'x-reference-item');
  const [type] = typeof sibling === 'string' ? parseReference(getObjectAt(siblings, sibling)) : [];
  if (type === undefined) return [`${at}: ${String(sibling)} beside it is no reference`];
  const known = search.types.includes(type) ? getObjectAt(readSchema(type), 'properties') : {};
  return typeof list === 'string' && Object.hasOwn(known, list) ? [] : [`${at}: no ${String(list)} in ${type}`];
}

function parseReference(schema: JsonObject): readonly (string | undefined)[] {
  const reference = getObjectMember(schema, 'x-reference');
  return typeof reference === 'string' ? reference.split('#') : [];
}

function resolveRef(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = getObjectMember(schema, '$ref');
  return typeof reference === 'string' ? getObjectAt(getObjectAt(root, '$defs'), reference.slice('#/$defs/'.length)) : schema;
}
