import { type Address, addressOf } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { JsonObject } from '../model/json/json.ts';
import { liveResources, type Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { inKeyOrder, type KeyOfId, keyOfLive } from '../resources/identify.ts';

/** Ids and keys of what lives in the tenant. */
export interface Known {
  readonly keyOfId: KeyOfId;
  idsAt(address: Address): readonly string[];
  /** The key of what was at a path once and is no longer. */
  formerKey(type: ResourceType, path: string): string | undefined;
}

export function knownIn(
  snapshot: Snapshot,
  catalogue: readonly ResourceType[],
  gone: ReadonlyMap<string, JsonObject> = new Map(),
): Known {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  const keyOfId: KeyOfId = (type, id) => keys.get(type)?.get(id);
  const pairs: [Address, string][] = [];
  for (const type of inKeyOrder(catalogue)) {
    const own = liveResources(snapshot, type.type).map(({ id, body }) => [id, keyOfLive(type, body, keyOfId)] as const);
    keys.set(type.type, new Map(own));
    for (const [id, key] of own) pairs.push([addressOf(type.type, key), id]);
  }
  const ids = groupBy(pairs, ([address]) => address);
  return {
    keyOfId,
    idsAt: (address) => (ids.get(address) ?? []).map(([, id]) => id).sort(),
    formerKey: (type, path) => {
      const body = gone.get(path);
      return body && keyOfLive(type, body, keyOfId);
    },
  };
}
