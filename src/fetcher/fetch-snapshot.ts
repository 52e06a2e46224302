import type { Identity, ReadApi } from '../management-api/management-api.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { LiveType, Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { isSystem } from '../resources/identity/identify-resources.ts';
import { findHiddenFields } from '../resources/visibility/hidden-fields.ts';
import type { OnFetch } from './fetch-events.ts';
import { checkReadScopes } from './need/check-read-scopes.ts';
import { computeFullFetchNeed, type FetchNeed } from './need/fetch-need.ts';
import type { TypeNeed } from './need/type-need.ts';
import { createReadOnceApi } from './read/read-once-api.ts';
import { readRelations } from './read/read-relations.ts';
import { checkHiddenFields, readType } from './read/read-type.ts';
import { sortByKey } from './read/sort-by-key.ts';
import type { TypeReads } from './read/type-reads.ts';
import { findUnseen } from './unseen/find-unseen.ts';

export type FetchOutcome = Outcome<Snapshot, readonly Problem[]>;

/**
 * Reads the parts of a tenant that `need` names. Types are read concurrently, relations as soon as their resources are known. A missing
 * scope is an error before the first read.
 */
export async function fetchSnapshot(api: ReadApi, need: FetchNeed, onFetch: OnFetch = () => {}): Promise<FetchOutcome> {
  const identity = await api.identity();
  if (!identity.ok) return failWith([identity.error.problem]);
  const { scopes } = identity.value;
  const allowed = scopes === undefined ? succeed(undefined) : checkReadScopes(need, scopes);
  return allowed.ok ? readTypes(api, need, identity.value, onFetch) : allowed;
}

/**
 * Reads every resource of the catalogue's types. With `only`, reads those types and the ones that their references need. Parts that the token or the
 * subscription hides are marked in the snapshot; they are not an error.
 */
export const fetchAll = (
  api: ReadApi,
  catalogue: Catalogue,
  onFetch: OnFetch = () => {},
  only?: readonly string[],
): Promise<FetchOutcome> => fetchVisible(api, computeFullFetchNeed(catalogue, only), onFetch);

/** Reads the parts of a tenant that `need` names. What the token or the subscription hides is marked in the snapshot, like in `fetchAll`. */
export async function fetchVisible(api: ReadApi, need: FetchNeed, onFetch: OnFetch): Promise<FetchOutcome> {
  const identity = await api.identity();
  return identity.ok ? readTypes(api, need, identity.value, onFetch) : failWith([identity.error.problem]);
}

/** Reads every resource like `fetchAll`, but fails if a part that `needed` names cannot be read. */
export async function fetchAllRequiring(
  api: ReadApi,
  catalogue: Catalogue,
  needed: FetchNeed,
  onFetch: OnFetch = () => {},
): Promise<FetchOutcome> {
  const identity = await api.identity();
  if (!identity.ok) return failWith([identity.error.problem]);
  const { scopes } = identity.value;
  const allowed = scopes === undefined ? succeed(undefined) : checkReadScopes(needed, scopes);
  if (!allowed.ok) return allowed;
  const read = await readTypes(api, computeFullFetchNeed(catalogue), identity.value, onFetch);
  const unseen = read.ok ? findUnseen(needed, read.value) : [];
  return unseen.length > 0 ? failWith(unseen) : read;
}

async function readTypes(tenant: ReadApi, need: FetchNeed, identity: Identity, onFetch: OnFetch): Promise<FetchOutcome> {
  const api = createReadOnceApi(tenant);
  const lists = new Map(
    need.types.map((typeNeed) => [typeNeed.type.type, { type: typeNeed.type, live: readType(api, typeNeed) }]),
  );
  const read = await Promise.all(need.types.map((typeNeed) => finishType(api, typeNeed, identity, lists, onFetch)));
  const problems: Problem[] = [];
  const types: Record<string, LiveType> = {};
  for (const [index, one] of need.types.entries()) {
    const live = read[index];
    if (live?.ok) types[one.type.type] = live.value;
    else problems.push(...(live?.error ?? []));
  }
  if (problems.length > 0) return failWith(deduplicateByMessage(problems));
  const self = identity.clientId === undefined ? {} : { self: identity.clientId };
  return succeed({ tenant: identity.tenant, ...self, types });
}

async function finishType(
  api: ReadApi,
  need: TypeNeed,
  identity: Identity,
  lists: TypeReads,
  onFetch: OnFetch,
): Promise<Outcome<LiveType, readonly Problem[]>> {
  const live = await lists.get(need.type.type)?.live;
  if (!live?.ok) return failWith(live ? [live.error] : []);
  if (live.value.status === 'unavailable') return live;
  onFetch({ kind: 'listed', type: need.type.type, count: live.value.resources.length });
  const hidden = identity.scopes === undefined ? checkHiddenFields(need, live.value) : [];
  if (hidden.length > 0) return failWith(hidden);
  const keyed = await sortByKey(need.type, live.value.resources, identity.clientId, lists);
  const related = await readRelations(api, need, keyed, lists, onFetch);
  if (!related.ok) return related;
  const refused = [...(live.value.refused ?? []), ...related.value.refused];
  const bodies = live.value.resources.map(({ body }) => body).filter((body) => !isSystem(need.type, body));
  const missingFields = findHiddenFields(need.type, identity.scopes, bodies);
  return succeed({
    status: 'read',
    resources: related.value.resources,
    ...(refused.length > 0 ? { refused } : {}),
    ...(missingFields.length > 0 ? { hidden: missingFields } : {}),
  });
}

/** One cause fails many requests, so each message is reported once. */
function deduplicateByMessage(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const name = `${problem.code} ${problem.message}`;
    if (!first.has(name)) first.set(name, problem);
  }
  return [...first.values()];
}
