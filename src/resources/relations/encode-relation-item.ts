import { groupBy } from '../../model/group-by.ts';
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
    ...Object.fromEntries(members.map(([name, value]) => nestValue((wireNames[name] ?? name).split('.'), value))),
    ...encodeItemLists(itemLists, declared),
  };
}

/** Converts a live item to the declared form. `isOf`: whether an id in one of the item's lists belongs to that list. */
export function decodeRelationItem(
  { declaredUnder = [], wireNames = {}, itemLists = [] }: Relation,
  live: JsonObject,
  isOf: (list: ItemList, id: string) => boolean,
): JsonObject {
  const decoded: JsonObject = {
    ...Object.fromEntries(Object.entries(live).flatMap(([name, part]) => decodeMember(wireNames, name, part))),
    ...Object.fromEntries(itemLists.map((list) => [list.field, readListedIds(list, live).filter((id) => isOf(list, id))])),
  };
  return declaredUnder.reduceRight<JsonObject>((inner, name) => ({ [name]: inner }), decoded);
}

const nestValue = ([first = '', ...deeper]: readonly string[], value: JsonValue): [string, JsonValue] => [
  first,
  deeper.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value),
];

/** Returns the declared members that a wire member holds. */
function decodeMember(
  wireNames: NonNullable<Relation['wireNames']>,
  name: string,
  part: JsonValue,
): readonly (readonly [string, JsonValue])[] {
  const held = Object.entries(wireNames).filter(([, wireName]) => wireName.split('.')[0] === name);
  // A wire member can have a declared member's name but another meaning, such as the `name` of an embedded connection.
  if (held.length === 0) return wireNames[name] === undefined ? [[name, part]] : [];
  return held.flatMap(([declaredName, wireName]) => {
    const steps = wireName.split('.').slice(1);
    const value = steps.reduce<JsonValue | undefined>((at, step) => (isObject(at) ? getObjectMember(at, step) : undefined), part);
    return value === undefined ? [] : [[declaredName, value] as const];
  });
}

/** Several declared lists can be parts of one list of the API. */
function encodeItemLists(itemLists: readonly ItemList[], declared: JsonObject): JsonObject {
  const listed = itemLists.flatMap(({ field, wireField, idField }) => {
    const ids = getObjectMember(declared, field);
    return isArray(ids) ? [{ wireField, items: ids.map((id): JsonObject => ({ [idField]: id })) }] : [];
  });
  const byWireField = groupBy(listed, ({ wireField }) => wireField);
  return Object.fromEntries([...byWireField].map(([name, lists]) => [name, lists.flatMap(({ items }) => items)]));
}

function readListedIds({ wireField, idField }: ItemList, live: JsonObject): readonly string[] {
  const listed = getObjectMember(live, wireField);
  const ids = isArray(listed) ? listed.filter(isObject).map((one) => getObjectMember(one, idField)) : [];
  return ids.filter((id) => typeof id === 'string');
}
