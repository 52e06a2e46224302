import { type Address, joinKey, toAddress } from '../../model/address.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { type AccessResources, readStringField } from '../access-resources.ts';

/** Finds the group that an item means: a declared item has the group's key fields, a live one its id. */
export function findGroup(item: JsonObject, { groups = [] }: AccessResources): Address {
  const id = readStringField(item, 'id');
  const found = id === undefined ? undefined : groups.find(({ fields }) => readStringField(fields, 'id') === id);
  if (found) return found.address;
  return toAddress('groups', joinKey(['connection', 'name'].flatMap((name) => readStringField(item, name) ?? [])));
}
