import { getObjectMember, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listAt, objectAt, readSchema } from './support.ts';

/** Where a word of the vocabulary points at something that is not there: a key field, a type, a field or list of a type. */
export function pointingFindings(root: JsonObject, types: readonly string[], others: readonly string[]): readonly string[] {
  const search: Search = { root, types, known: new Set([...types, ...others]) };
  const definitions = Object.values(objectAt(root, '$defs')).filter(isObject);
  return [root, ...definitions].flatMap((schema) => findings(schema, {}, search, '', schema === root));
}

interface Search {
  readonly root: JsonObject;
  readonly types: readonly string[];
  readonly known: ReadonlySet<string>;
}

function findings(schema: JsonObject, siblings: JsonObject, search: Search, at: string, top = false): readonly string[] {
  const properties = objectAt(schema, 'properties');
  const items = objectAt(schema, 'items');
  return [
    ...keyFindings(schema, search.root, at),
    ...referenceFindings(schema, search, at),
    ...itemFindings(schema, siblings, search, at),
    ...Object.entries(properties).flatMap(([name, field]) => {
      if (!isObject(field)) return [];
      const misplaced = !top && Object.hasOwn(field, 'x-relation') ? [`${at}/${name}: x-relation below the top level`] : [];
      return [...misplaced, ...findings(field, properties, search, `${at}/${name}`)];
    }),
    ...(Object.keys(items).length > 0 ? findings(items, siblings, search, `${at}/*`) : []),
  ];
}

function keyFindings(schema: JsonObject, root: JsonObject, at: string): readonly string[] {
  const items = followed(objectAt(schema, 'items'), root);
  return listAt(schema, 'x-item-key')
    .filter((field) => typeof field !== 'string' || !Object.hasOwn(objectAt(items, 'properties'), field))
    .map((field) => `${at}: no ${String(field)} in the items`);
}

function referenceFindings(schema: JsonObject, search: Search, at: string): readonly string[] {
  const [type, field] = targetOf(schema);
  if (type === undefined) return [];
  if (!search.known.has(type)) return [`${at}: unknown type ${type}`];
  if (field === undefined || !search.types.includes(type)) return [];
  return Object.hasOwn(objectAt(readSchema(type), 'properties'), field) ? [] : [`${at}: no ${field} in ${type}`];
}

function itemFindings(schema: JsonObject, siblings: JsonObject, search: Search, at: string): readonly string[] {
  if (!Object.hasOwn(schema, 'x-reference-item')) return [];
  const { of: sibling, in: list } = objectAt(schema, 'x-reference-item');
  const [type] = typeof sibling === 'string' ? targetOf(objectAt(siblings, sibling)) : [];
  if (type === undefined) return [`${at}: ${String(sibling)} beside it is no reference`];
  const known = search.types.includes(type) ? objectAt(readSchema(type), 'properties') : {};
  return typeof list === 'string' && Object.hasOwn(known, list) ? [] : [`${at}: no ${String(list)} in ${type}`];
}

function targetOf(schema: JsonObject): readonly (string | undefined)[] {
  const reference = getObjectMember(schema, 'x-reference');
  return typeof reference === 'string' ? reference.split('#') : [];
}

function followed(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = getObjectMember(schema, '$ref');
  return typeof reference === 'string' ? objectAt(objectAt(root, '$defs'), reference.slice('#/$defs/'.length)) : schema;
}
