import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Check, Operation, Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { computeAttachedFingerprint, findSubresourceList } from '../../resources/attached-items.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { computeItemsFingerprint } from '../../resources/relation-items.ts';
import { deriveIdFromKey, getResourceId } from '../../resources/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { toLiveKey } from '../apply-context.ts';
import { decodeItem, hasSameKey, lookUp, readPlace, replaceKnownReferences } from '../send/find-live.ts';
import { buildStaleProblem, describeStaleChanges } from '../verify/describe-stale.ts';

/** The live state that the checks read. */
export interface CheckedState {
  /** Decoded resources by `type/id`. */
  readonly resources: Map<string, JsonObject>;
  /** Relation items by `type/id field`. */
  readonly relations: Map<string, readonly JsonValue[]>;
  /** Decoded list items by type. */
  readonly lists: Map<string, readonly JsonObject[]>;
}

/** Reads what the plan touches and refuses the whole plan if any of it differs from the state that the plan was computed from. */
export async function runChecks(
  plan: Plan,
  api: ReadApi,
  catalogue: Catalogue,
): Promise<Outcome<CheckedState, readonly Problem[]>> {
  const found: CheckedState = { resources: new Map(), relations: new Map(), lists: new Map() };
  const failures = (await Promise.all(plan.checks.map((check) => runCheck(check, plan, api, catalogue, found)))).flat();
  if (failures.length > 0) return failWith(failures.map((each) => each.problem));
  const stale = plan.operations.flatMap((operation) => findStaleProblems(operation, catalogue, found));
  return stale.length > 0 ? failWith(stale) : succeed(found);
}

async function runCheck(
  check: Check,
  plan: Plan,
  api: ReadApi,
  catalogue: Catalogue,
  found: CheckedState,
): Promise<readonly ApiFailure[]> {
  const type = catalogue.get(check.type);
  if (!type) return [];
  switch (check.kind) {
    case 'list':
      return type.kind === 'placed' ? [] : keepValue(await api.list(type.list), (bodies) => keepList(type, bodies, found));
    case 'resource':
      return keepValue(await readPlace(api, type, check.id), ([body]) => keepResource(type, check.id, body, found));
    case 'lookup': {
      if (type.kind === 'placed' || !type.lookup) return [];
      return keepValue(await lookUp(api, type, type.lookup, check.key), (bodies) => keepList(type, bodies, found));
    }
    case 'relation': {
      const relation = findSubresourceList(type, check.field);
      if (!relation) return [];
      const path = relation.list.path.replace('{id}', encodeURIComponent(check.id));
      const items = await api.list(relation.list, path);
      if (!items.ok && items.error.status === 404) return [];
      // Relations that do not change are read only to save the state before; a missing scope must not stop the apply.
      if (!items.ok && items.error.status === 403 && !isRelationChanged(plan, check.id, check.field)) return [];
      return keepValue(items, (values) => found.relations.set(`${toLiveKey(type.type, check.id)} ${check.field}`, values));
    }
  }
}

const isRelationChanged = (plan: Plan, id: string, field: string): boolean =>
  plan.operations.some(({ liveId, relation }) => liveId === id && relation === field);

function keepValue<T>(outcome: Outcome<T, ApiFailure>, take: (value: T) => unknown): readonly ApiFailure[] {
  if (!outcome.ok) return [outcome.error];
  take(outcome.value);
  return [];
}

function keepList(type: ResourceType, items: readonly JsonObject[], found: CheckedState): void {
  const bodies = items.map((item) => decodeItem(type, item));
  found.lists.set(type.type, [...(found.lists.get(type.type) ?? []), ...bodies]);
  if (type.kind === 'collection' && type.listsSummaries) return;
  for (const body of bodies) found.resources.set(toLiveKey(type.type, getResourceId(type, body) ?? ''), body);
}

function keepResource(type: ResourceType, id: string, body: JsonObject | undefined, found: CheckedState): void {
  if (body) found.resources.set(toLiveKey(type.type, id), body);
}

/** Reports why an operation's resource no longer matches the state that the operation was computed from. */
function findStaleProblems(operation: Operation, catalogue: Catalogue, found: CheckedState): readonly Problem[] {
  const type = catalogue.get(splitAddress(operation.address).type);
  if (!type || operation.action === 'note') return [];
  if (operation.action === 'create') return refuseExisting(operation, type, found);
  if (operation.liveId === undefined || operation.fingerprint === undefined) return [];
  const key = toLiveKey(type.type, operation.liveId);
  if (operation.relation !== undefined) {
    const relation = type.relations.find(({ field }) => field === operation.relation);
    const items = found.relations.get(`${key} ${operation.relation}`);
    const isSame = relation && items && computeItemsFingerprint(type, relation, items) === operation.fingerprint;
    return isSame ? [] : describeStaleChanges(operation, type, undefined);
  }
  const attached = found.relations.get(`${key} ${type.attached?.field}`) ?? [];
  if (operation.attached !== undefined && computeAttachedFingerprint(attached) !== operation.attached)
    return [buildStaleProblem(operation, '', `its ${type.attached?.noun}s changed`)];
  const body = found.resources.get(key);
  return body && computeFingerprint(getResourceShape(type), body) === operation.fingerprint
    ? []
    : describeStaleChanges(operation, type, body);
}

function refuseExisting(operation: Operation, type: ResourceType, found: CheckedState): readonly Problem[] {
  const existing = findExisting(operation, type, found);
  if (!existing) return [];
  return [
    {
      code: 'plan-stale',
      severity: 'error',
      message: `${operation.address} was created after the plan was made (${getResourceId(type, existing) ?? 'without id'})`,
      place: { kind: 'address', address: operation.address },
      hint: 'Plan again.',
    },
  ];
}

/** Finds a resource that was created after the plan was made and has the key of a planned create. */
function findExisting(operation: Operation, type: ResourceType, found: CheckedState): JsonObject | undefined {
  const { key } = splitAddress(operation.address);
  if (type.kind === 'placed') return found.resources.get(toLiveKey(type.type, deriveIdFromKey(type, key)));
  const sent = operation.requests[0]?.body;
  if (!isObject(sent)) return undefined;
  const body = replaceKnownReferences(sent);
  const twins = new Set(operation.twins ?? []);
  return (found.lists.get(type.type) ?? []).find(
    (live) => hasSameKey(type, live, body) && !twins.has(getResourceId(type, live) ?? ''),
  );
}
