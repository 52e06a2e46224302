import type { Identity, ReadApi } from '../management-api/types.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { LiveResource, LiveType, Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { hiddenIn } from '../resources/hidden-fields.ts';
import { isSelf, isSystem, keyOfLive } from '../resources/identify.ts';
import { keyTargets } from './need/mentions.ts';
import { type FetchNeed, needOfAll, type TypeNeed } from './need/need.ts';
import { checkScopes } from './need/scopes.ts';
import type { OnFetch } from './progress.ts';
import { hiddenFields, readType } from './read/lists.ts';
import { readingOnce } from './read/once.ts';
import { type Keyed, readRelations } from './read/relations.ts';
import { findUnseen } from './unseen/find-unseen.ts';

export type Fetched = Outcome<Snapshot, readonly Problem[]>;

/** Reads a tenant as far as somebody needs it: all types at once, and relations as soon as their resources are known. */
export async function fetchSnapshot(api: ReadApi, need: FetchNeed, onFetch: OnFetch = () => {}): Promise<Fetched> {
  const identity = await api.identity();
  if (!identity.ok) return failure([identity.error.problem]);
  const { scopes } = identity.value;
  const allowed = scopes === undefined ? success(undefined) : checkScopes(need, scopes);
  return allowed.ok ? readAll(api, need, identity.value, onFetch) : allowed;
}

/**
 * Reads all there is of these types, or of some of them and whatever their references name. What the token or the subscription does not
 * show is told by the snapshot, not an error.
 */
export async function fetchAll(
  api: ReadApi,
  types: readonly ResourceType[],
  onFetch: OnFetch = () => {},
  only?: readonly string[],
): Promise<Fetched> {
  const identity = await api.identity();
  return identity.ok ? readAll(api, needOfAll(types, only), identity.value, onFetch) : failure([identity.error.problem]);
}

/** The same, for somebody who needs some of it: what the token does not show of that is an error. */
export async function fetchAllWith(
  api: ReadApi,
  types: readonly ResourceType[],
  needed: FetchNeed,
  onFetch: OnFetch = () => {},
): Promise<Fetched> {
  const identity = await api.identity();
  if (!identity.ok) return failure([identity.error.problem]);
  const { scopes } = identity.value;
  const allowed = scopes === undefined ? success(undefined) : checkScopes(needed, scopes);
  if (!allowed.ok) return allowed;
  const read = await readAll(api, needOfAll(types), identity.value, onFetch);
  const unseen = read.ok ? findUnseen(needed, read.value) : [];
  return unseen.length > 0 ? failure(unseen) : read;
}

async function readAll(tenant: ReadApi, need: FetchNeed, identity: Identity, onFetch: OnFetch): Promise<Fetched> {
  const api = readingOnce(tenant);
  const lists = new Map(need.types.map((one) => [one.type.type, { type: one.type, live: readType(api, one) }]));
  const read = await Promise.all(need.types.map((one) => finishType(api, one, identity, lists, onFetch)));
  const problems: Problem[] = [];
  const types: Record<string, LiveType> = {};
  for (const [index, one] of need.types.entries()) {
    const live = read[index];
    if (live?.ok) types[one.type.type] = live.value;
    else problems.push(...(live?.error ?? []));
  }
  if (problems.length > 0) return failure(distinct(problems));
  const self = identity.clientId === undefined ? {} : { self: identity.clientId };
  return success({ tenant: identity.tenant, ...self, types });
}

type Lists = ReadonlyMap<string, { readonly type: ResourceType; readonly live: Promise<Outcome<LiveType, Problem>> }>;

async function finishType(
  api: ReadApi,
  need: TypeNeed,
  identity: Identity,
  lists: Lists,
  onFetch: OnFetch,
): Promise<Outcome<LiveType, readonly Problem[]>> {
  const live = await lists.get(need.type.type)?.live;
  if (!live?.ok) return failure(live ? [live.error] : []);
  if (live.value.status === 'unavailable') return live;
  onFetch({ kind: 'listed', type: need.type.type, count: live.value.resources.length });
  const hidden = identity.scopes === undefined ? hiddenFields(need, live.value) : [];
  if (hidden.length > 0) return failure(hidden);
  const keyed = await inKeyOrder(need.type, live.value.resources, identity.clientId, lists);
  const related = await readRelations(api, need, keyed, onFetch);
  if (!related.ok) return related;
  const refused = [...(live.value.refused ?? []), ...related.value.refused];
  const bodies = live.value.resources.map(({ body }) => body).filter((body) => !isSystem(need.type, body));
  const lacking = hiddenIn(need.type, identity.scopes, bodies);
  return success({
    status: 'read',
    resources: related.value.resources,
    ...(refused.length > 0 ? { refused } : {}),
    ...(lacking.length > 0 ? { hidden: lacking } : {}),
  });
}

/** By key, then by id: the order in which the API lists changes nothing. */
async function inKeyOrder(
  type: ResourceType,
  resources: readonly LiveResource[],
  self: string | undefined,
  lists: Lists,
): Promise<readonly Keyed[]> {
  const keys = await keysOfTargets(type, lists);
  return resources
    .map((live) => ({
      live,
      key: keyOfLive(type, live.body, (target, id) => keys.get(target)?.get(id)),
      untouchable: isSystem(type, live.body) || isSelf(type, live.body, self),
    }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.live.id, b.live.id));
}

type Keys = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Id → key of the types that this one's key fields refer to. */
async function keysOfTargets(type: ResourceType, lists: Lists): Promise<Keys> {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  for (const target of keyTargets(type)) {
    const list = lists.get(target);
    const live = await list?.live;
    const resources = live?.ok && live.value.status === 'read' ? live.value.resources : [];
    keys.set(target, new Map(list && resources.map(({ id, body }) => [id, keyOfLive(list.type, body, () => undefined)])));
  }
  return keys;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One cause hits many requests: it is told once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const name = `${problem.code} ${problem.message}`;
    if (!first.has(name)) first.set(name, problem);
  }
  return [...first.values()];
}
