import type { ApiFailure, Identity, ReadApi } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Operation } from '../../model/plan/operation.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import { isUserLoss } from '../../model/plan/user-loss.ts';
import type { LiveResource, LiveType, Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { ResourceType, UserCount } from '../../resources/resource-type.ts';

/**
 * Returns the snapshot with the number of users that each of these operations deletes, at one read each. If the token cannot read users or
 * the answer is malformed, the number stays unknown and planning continues.
 */
export async function addUserCounts(
  api: ReadApi,
  snapshot: Snapshot,
  operations: readonly Operation[],
  catalogue: Catalogue,
): Promise<Snapshot> {
  const identity = await api.identity();
  const types = { ...snapshot.types };
  const losses = groupBy(operations.filter(isUserLoss), ({ address }) => splitAddress(address).type);
  for (const type of catalogue.all) {
    const live = types[type.type];
    const ids = new Set(losses.get(type.type)?.map(({ liveId }) => liveId));
    if (
      !type.userCount ||
      type.userCount === 'one' ||
      live?.status !== 'read' ||
      ids.size === 0 ||
      !canCount(type.userCount, identity)
    )
      continue;
    types[type.type] = await countUsersInType(api, live, ids, type, type.userCount);
  }
  return { ...snapshot, types };
}

function canCount({ scopes }: UserCount, identity: Outcome<Identity, ApiFailure>): boolean {
  if (!identity.ok) return false;
  const granted = identity.value.scopes;
  return granted === undefined || scopes.some((scope) => granted.includes(scope));
}

async function countUsersInType(
  api: ReadApi,
  live: Extract<LiveType, { status: 'read' }>,
  ids: ReadonlySet<string | undefined>,
  type: ResourceType,
  count: UserCount,
): Promise<LiveType> {
  const resources = live.resources.map(async (resource): Promise<LiveResource> => {
    if (!ids.has(resource.id)) return resource;
    const users = await countUsers(api, count, getObjectMember(resource.body, type.key[0] ?? ''));
    return users === undefined ? resource : { ...resource, users };
  });
  return { ...live, resources: await Promise.all(resources) };
}

async function countUsers(
  api: ReadApi,
  { path, query, totalField }: UserCount,
  key: JsonValue | undefined,
): Promise<number | undefined> {
  if (typeof key !== 'string') return undefined;
  const name = key.replace(/["\\]/g, '\\$&');
  const filled = Object.entries(query).map(([part, text]): [string, string] => [part, text.replace('{key}', () => name)]);
  const answer = await api.get(path, Object.fromEntries(filled));
  const count = answer.ok && isObject(answer.value.body) ? getObjectMember(answer.value.body, totalField) : undefined;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
