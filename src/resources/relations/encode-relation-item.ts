import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Relation } from '../resource-type.ts';

/** Converts the members of an item from the declared form to the API's: other names, and without the names in the endpoint's path. */
export function encodeRelationItem({ declaredUnder = [], wireNames = {} }: Relation, declared: JsonObject): JsonObject {
  const inner = declaredUnder.reduce<JsonValue | undefined>(
    (value, name) => (isObject(value) ? getObjectMember(value, name) : undefined),
    declared,
  );
  const members = Object.entries(isObject(inner) ? inner : {});
  return Object.fromEntries(members.map(([name, value]) => [wireNames[name] ?? name, value]));
}

/** Converts a live item to the declared form. */
export function decodeRelationItem({ declaredUnder = [], wireNames = {} }: Relation, live: JsonObject): JsonObject {
  const declaredNames = new Map(Object.entries(wireNames).map(([name, wireName]) => [wireName, name]));
  // Drop wire members that have a declared member's name but another meaning, such as the `name` of an embedded connection.
  const members = Object.entries(live).filter(([name]) => wireNames[name] === undefined);
  const decoded: JsonObject = Object.fromEntries(members.map(([name, part]) => [declaredNames.get(name) ?? name, part]));
  return declaredUnder.reduceRight<JsonObject>((inner, name) => ({ [name]: inner }), decoded);
}
