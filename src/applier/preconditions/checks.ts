import type { ApiFailure, ReadApi } from '../../management-api/types.ts';
import { splitAddress } from '../../model/address.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Check, Operation, Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { attachedFingerprint, ownListOf } from '../../resources/attached.ts';
import type { ResourceType } from '../../resources/define.ts';
import { idIn, placedId } from '../../resources/endpoints.ts';
import { itemsFingerprint } from '../../resources/relation-items.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fingerprint } from '../../schema/compare/fingerprint.ts';
import { liveKey } from '../run.ts';
import { knownIds, lookUp, readPlace, sameKey, worded } from '../send/find.ts';
import { movedProblems, stale } from '../verify/stale.ts';

/** What the checks found. */
export interface Found {
  readonly resources: Map<string, JsonObject>;
  readonly relations: Map<string, readonly JsonValue[]>;
  readonly lists: Map<string, readonly JsonObject[]>;
}

/** Reads what the plan touches and refuses the whole plan if anything is no longer what it was computed from. */
export async function runChecks(
  plan: Plan,
  api: ReadApi,
  catalogue: readonly ResourceType[],
): Promise<Outcome<Found, readonly Problem[]>> {
  const found: Found = { resources: new Map(), relations: new Map(), lists: new Map() };
  const failures = (await Promise.all(plan.checks.map((check) => runCheck(check, plan, api, catalogue, found)))).flat();
  if (failures.length > 0) return failure(failures.map((each) => each.problem));
  const stale = plan.operations.flatMap((operation) => staleProblems(operation, catalogue, found));
  return stale.length > 0 ? failure(stale) : success(found);
}

async function runCheck(
  check: Check,
  plan: Plan,
  api: ReadApi,
  catalogue: readonly ResourceType[],
  found: Found,
): Promise<readonly ApiFailure[]> {
  const type = catalogue.find((candidate) => candidate.type === check.type);
  if (!type) return [];
  switch (check.kind) {
    case 'list':
      return type.kind === 'placed' ? [] : keep(await api.list(type.list), (bodies) => keepList(type, bodies, found));
    case 'resource':
      return keep(await readPlace(api, type, check.id), ([body]) => keepOne(type, check.id, body, found));
    case 'lookup': {
      if (type.kind === 'placed' || !type.lookup) return [];
      return keep(await lookUp(api, type, type.lookup, check.key), (bodies) => keepList(type, bodies, found));
    }
    case 'relation': {
      const relation = ownListOf(type, check.field);
      if (!relation) return [];
      const path = relation.list.path.replace('{id}', encodeURIComponent(check.id));
      const items = await api.list(relation.list, path);
      if (!items.ok && items.error.status === 404) return [];
      // Read only for the way back: what the token may not see is no reason to refuse.
      if (!items.ok && items.error.status === 403 && !changesRelation(plan, check.id, check.field)) return [];
      return keep(items, (values) => found.relations.set(`${liveKey(type.type, check.id)} ${check.field}`, values));
    }
  }
}

const changesRelation = (plan: Plan, id: string, field: string): boolean =>
  plan.operations.some(({ liveId, relation }) => liveId === id && relation === field);

function keep<T>(outcome: Outcome<T, ApiFailure>, take: (value: T) => unknown): readonly ApiFailure[] {
  if (!outcome.ok) return [outcome.error];
  take(outcome.value);
  return [];
}

function keepList(type: ResourceType, items: readonly JsonObject[], found: Found): void {
  const bodies = items.map((item) => worded(type, item));
  found.lists.set(type.type, [...(found.lists.get(type.type) ?? []), ...bodies]);
  if (type.kind === 'collection' && type.summaries) return;
  for (const body of bodies) found.resources.set(liveKey(type.type, idIn(type, body) ?? ''), body);
}

function keepOne(type: ResourceType, id: string, body: JsonObject | undefined, found: Found): void {
  if (body) found.resources.set(liveKey(type.type, id), body);
}

/** Whether the resource is still what the operation was computed from. */
function staleProblems(operation: Operation, catalogue: readonly ResourceType[], found: Found): readonly Problem[] {
  const type = catalogue.find((candidate) => candidate.type === splitAddress(operation.address).type);
  if (!type || operation.action === 'note') return [];
  if (operation.action === 'create') return existsAlready(operation, type, found);
  if (operation.liveId === undefined || operation.fingerprint === undefined) return [];
  const key = liveKey(type.type, operation.liveId);
  if (operation.relation !== undefined) {
    const relation = type.relations.find(({ field }) => field === operation.relation);
    const items = found.relations.get(`${key} ${operation.relation}`);
    const isSame = relation && items && itemsFingerprint(type, relation, items) === operation.fingerprint;
    return isSame ? [] : movedProblems(operation, type, undefined);
  }
  const attached = found.relations.get(`${key} ${type.attached?.field}`) ?? [];
  if (operation.attached !== undefined && attachedFingerprint(attached) !== operation.attached)
    return [stale(operation, '', `its ${type.attached?.noun}s changed`)];
  const body = found.resources.get(key);
  return body && fingerprint(shapeOf(type), body) === operation.fingerprint ? [] : movedProblems(operation, type, body);
}

function existsAlready(operation: Operation, type: ResourceType, found: Found): readonly Problem[] {
  const same = sameOf(operation, type, found);
  if (!same) return [];
  return [
    {
      code: 'plan-stale',
      severity: 'error',
      message: `${operation.address} was not in the tenant when the plan was made, and now it is (${idIn(type, same) ?? 'without id'})`,
      place: { kind: 'address', address: operation.address },
      hint: 'Plan again.',
    },
  ];
}

/** What has come into being since under the key that is about to be created. */
function sameOf(operation: Operation, type: ResourceType, found: Found): JsonObject | undefined {
  const { key } = splitAddress(operation.address);
  if (type.kind === 'placed') return found.resources.get(liveKey(type.type, placedId(type, key)));
  const sent = operation.requests[0]?.body;
  if (!isObject(sent)) return undefined;
  const body = knownIds(sent);
  const twins = new Set(operation.twins ?? []);
  return (found.lists.get(type.type) ?? []).find((live) => sameKey(type, live, body) && !twins.has(idIn(type, live) ?? ''));
}
