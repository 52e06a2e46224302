import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { ItemList, Relation } from '../resource-type.ts';

/** Converts the members of an item from the declared form to the API's: other names, and without the names in the endpoint's path. */
export function encodeRelationItem(
  { declaredUnder = [], wireNames = {}, itemLists = [] }: Relation,
  declared: JsonObject,
): JsonObject {
  const inner = declaredUnder.reduce<JsonValue | undefined>(
    (value, name) => (isObject(value) ? getObjectMember(value, name) : undefined),
    declared,
  );
  const ownLists = new Set(itemLists.map(({ field }) => field));
  const members = Object.entries(isObject(inner) ? inner : {}).filter(([name]) => !ownLists.has(name));
  return {
    ...Object.fromEntries(members.map(([name, value]) => [wireNames[name] ?? name, value])),
    ...encodeItemLists(itemLists, declared),
  };
}

/** Converts a live item to the declared form. `isOf`: whether an id in one of the item's lists belongs to that list. */
export function decodeRelationItem(
  { declaredUnder = [], wireNames = {}, itemLists = [] }: Relation,
  live: JsonObject,
  isOf: (list: ItemList, id: string) => boolean,
): JsonObject {
  const declaredNames = new Map(Object.entries(wireNames).map(([name, wireName]) => [wireName, name]));
  // Drop wire members that have a declared member's name but another meaning, such as the `name` of an embedded connection.
  const members = Object.entries(live).filter(([name]) => wireNames[name] === undefined);
  const decoded: JsonObject = {
    ...Object.fromEntries(members.map(([name, part]) => [declaredNames.get(name) ?? name, part])),
    ...Object.fromEntries(itemLists.map((list) => [list.field, readListedIds(list, live).filter((id) => isOf(list, id))])),
  };
  return declaredUnder.reduceRight<JsonObject>((inner, name) => ({ [name]: inner }), decoded);
}

const encodeItemLists = (itemLists: readonly ItemList[], declared: JsonObject): JsonObject =>
  itemLists.reduce<JsonObject>((wire, { field, wireField, idField }) => {
    const ids = getObjectMember(declared, field);
    const earlier = getObjectMember(wire, wireField);
    return isArray(ids)
      ? { ...wire, [wireField]: [...(isArray(earlier) ? earlier : []), ...ids.map((id) => ({ [idField]: id }))] }
      : wire;
  }, {});

function readListedIds({ wireField, idField }: ItemList, live: JsonObject): readonly string[] {
  const listed = getObjectMember(live, wireField);
  const ids = isArray(listed) ? listed.filter(isObject).map((one) => getObjectMember(one, idField)) : [];
  return ids.filter((id) => typeof id === 'string');
}
