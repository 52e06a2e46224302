import { type Address, toAddress } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import { getLiveResources, type Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { getLiveKey, type KeyLookup, sortByKeyReferences } from '../resources/identity/identify-resources.ts';
import type { ResourceType } from '../resources/resource-type.ts';

/** Looks up ids and keys of live resources. */
export interface ResourceIndex {
  readonly findKeyById: KeyLookup;
  findIds(address: Address): readonly string[];
  /** Returns the key of a deleted resource by its path. */
  findFormerKey(type: ResourceType, path: string): string | undefined;
}

export function indexResources(
  snapshot: Snapshot,
  catalogue: Catalogue,
  gone: ReadonlyMap<string, JsonObject> = new Map(),
): ResourceIndex {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  const findKeyById: KeyLookup = (type, id) => keys.get(type)?.get(id);
  const pairs: [Address, string][] = [];
  for (const type of sortByKeyReferences(catalogue.all)) {
    const own = getLiveResources(snapshot, type.type).map((live) => [live.id, getLiveKey(type, live, findKeyById)] as const);
    keys.set(type.type, new Map(own));
    for (const [id, key] of own) pairs.push([toAddress(type.type, key), id]);
  }
  const ids = groupBy(pairs, ([address]) => address);
  return {
    findKeyById,
    findIds: (address) => (ids.get(address) ?? []).map(([, id]) => id).sort(),
    findFormerKey: (type, path) => {
      const body = gone.get(path);
      return body && getLiveKey(type, { body }, findKeyById);
    },
  };
}
