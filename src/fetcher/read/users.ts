import type { ApiFailure, Identity, ReadApi } from '../../management-api/types.ts';
import { splitAddress } from '../../model/address.ts';
import { isObject, type JsonValue, member } from '../../model/json/json.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Operation } from '../../model/plan/plan.ts';
import type { LiveResource, LiveType, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType, UserCount } from '../../resources/define.ts';

/**
 * The snapshot, with the users counted of what these operations delete: one read each. What cannot be counted, because the token does
 * not show users or the answer makes no sense, stays unknown; a plan does not fail for it.
 */
export async function withUsersCounted(
  api: ReadApi,
  snapshot: Snapshot,
  operations: readonly Operation[],
  catalogue: readonly ResourceType[],
): Promise<Snapshot> {
  const identity = await api.identity();
  const types = { ...snapshot.types };
  for (const type of catalogue) {
    const live = types[type.type];
    const ids = new Set(operations.filter((operation) => losesUsersOf(operation, type)).map(({ liveId }) => liveId));
    if (!type.users || live?.status !== 'read' || ids.size === 0 || !mayCount(type.users, identity)) continue;
    types[type.type] = await counted(api, live, ids, type, type.users);
  }
  return { ...snapshot, types };
}

const losesUsersOf = ({ address, usersLost }: Operation, { type }: ResourceType): boolean =>
  usersLost !== undefined && splitAddress(address).type === type;

function mayCount({ scopes }: UserCount, identity: Outcome<Identity, ApiFailure>): boolean {
  if (!identity.ok) return false;
  const granted = identity.value.scopes;
  return granted === undefined || scopes.some((scope) => granted.includes(scope));
}

async function counted(
  api: ReadApi,
  live: Extract<LiveType, { status: 'read' }>,
  ids: ReadonlySet<string | undefined>,
  type: ResourceType,
  count: UserCount,
): Promise<LiveType> {
  const resources = live.resources.map(async (resource): Promise<LiveResource> => {
    if (!ids.has(resource.id)) return resource;
    const users = await usersOf(api, count, member(resource.body, type.key[0] ?? ''));
    return users === undefined ? resource : { ...resource, users };
  });
  return { ...live, resources: await Promise.all(resources) };
}

async function usersOf(api: ReadApi, { path, query, total }: UserCount, key: JsonValue | undefined): Promise<number | undefined> {
  if (typeof key !== 'string') return undefined;
  const name = key.replace(/["\\]/g, '\\$&');
  const filled = Object.entries(query).map(([part, text]): [string, string] => [part, text.replace('{key}', () => name)]);
  const answer = await api.get(path, Object.fromEntries(filled));
  const count = answer.ok && isObject(answer.value.body) ? member(answer.value.body, total) : undefined;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
