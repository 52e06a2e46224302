import { type Address, joinKey, toAddress } from '../../model/address.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { type AccessResources, readText } from '../access-resources.ts';

/** Finds the group that an item means: a declared item has the group's key fields, a live one its id. */
export function findGroup(item: JsonObject, { groups = [] }: AccessResources): Address {
  const id = readText(item, 'id');
  const found = id === undefined ? undefined : groups.find(({ fields }) => readText(fields, 'id') === id);
  if (found) return found.address;
  return toAddress('groups', joinKey(['connection', 'name'].flatMap((name) => readText(item, name) ?? [])));
}
