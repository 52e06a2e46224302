import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { findItems } from '../../management-api/paging/find-items.ts';
import { toAddress } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, LiveType } from '../../model/snapshot.ts';
import { decodeResource, getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { addOwner, buildSearch, isFoundAs } from '../../resources/identity/keyed-lookups.ts';
import type { CollectionType } from '../../resources/resource-type.ts';
import type { TypeNeed } from '../need/type-need.ts';
import { handleRefusedList } from '../unseen/classify-refusal.ts';

/**
 * Reads the needed resources of a type that nobody lists, each with a request of its own. Where a key is not found, similar resources of
 * other owners are part of the result.
 */
export async function readLookedUp(api: ReadApi, need: TypeNeed, type: CollectionType): Promise<Outcome<LiveType, Problem>> {
  const keys = need.keys === 'all' ? [] : [...new Set(need.keys)];
  const answers = await Promise.all(keys.map(async (key) => ({ key, items: await findByKey(api, type, key) })));
  const byId = new Map<string, LiveResource>();
  const similar: LiveResource[] = [];
  for (const { key, items } of answers) {
    if (!items.ok) return handleRefusedList(need, items.error);
    const found = items.value.filter(({ body }) => isFoundAs(type, body, key));
    if (found.length === 0) similar.push(...items.value);
    for (const { id, body } of found) {
      const other = byId.get(id);
      if (other && !need.formerKeys?.has(key)) return failWith(describeSecondKey(type, other, key));
      if (!other) byId.set(id, { id, key, body: addOwner(type, body, key), relations: {} });
    }
  }
  for (const live of similar) if (!byId.has(live.id)) byId.set(live.id, live);
  return succeed({ status: 'read', resources: [...byId.values()] });
}

async function findByKey(api: ReadApi, type: CollectionType, key: string): Promise<Outcome<readonly LiveResource[], ApiFailure>> {
  const search = buildSearch(type, key);
  const items = search ? await findItems(api, search) : succeed([]);
  if (!items.ok) return items;
  return succeed(
    items.value.flatMap((item): readonly LiveResource[] => {
      const body = decodeResource(type, '', item) ?? item;
      const id = getResourceId(type, body);
      return id === undefined ? [] : [{ id, body, relations: {} }];
    }),
  );
}

/** References and comparisons go by the key, so one resource must not have two. */
const describeSecondKey = (type: CollectionType, { id, key = id }: LiveResource, second: string): Problem => ({
  code: 'duplicate-resource',
  severity: 'error',
  message: `${toAddress(type.type, key)} and ${toAddress(type.type, second)} are the same ${type.noun} (${id})`,
  place: { kind: 'address', address: toAddress(type.type, second) },
  hint: 'Use one of the two in the whole definition.',
});
