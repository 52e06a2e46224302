import { type Address, addressOf } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { liveResources, type Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { inKeyOrder, type KeyOfId, keyOfLive } from '../resources/identify.ts';

/** Ids and keys of what lives in the tenant. */
export interface Known {
  readonly keyOfId: KeyOfId;
  idsAt(address: Address): readonly string[];
}

export function knownIn(snapshot: Snapshot, catalogue: readonly ResourceType[]): Known {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  const keyOfId: KeyOfId = (type, id) => keys.get(type)?.get(id);
  const pairs: [Address, string][] = [];
  for (const type of inKeyOrder(catalogue)) {
    const own = liveResources(snapshot, type.type).map(({ id, body }) => [id, keyOfLive(type, body, keyOfId)] as const);
    keys.set(type.type, new Map(own));
    for (const [id, key] of own) pairs.push([addressOf(type.type, key), id]);
  }
  const ids = groupBy(pairs, ([address]) => address);
  return { keyOfId, idsAt: (address) => (ids.get(address) ?? []).map(([, id]) => id).sort() };
}
