import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { isRelationOperation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { type Check, listChanges, type Plan, type RelationCheck } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import { getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { findSubresourceList } from '../../resources/relations/attached-items.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { toLiveKey } from '../apply-context.ts';
import { decodeItem, lookUp, readPlace } from '../send/find-live.ts';
import type { CheckedState } from './checked-state.ts';
import { findStaleProblems } from './stale-operations.ts';

/** Reads what the plan touches and refuses the whole plan if any of it differs from the state that the plan was computed from. */
export async function runChecks(
  plan: Plan,
  api: ReadApi,
  catalogue: Catalogue,
): Promise<Outcome<CheckedState, readonly Problem[]>> {
  const found: CheckedState = { resources: new Map(), relations: new Map(), lists: new Map() };
  const failures = (await Promise.all(plan.checks.map((check) => runCheck(check, plan, api, catalogue, found)))).flat();
  if (failures.length > 0) return failWith(failures.map((each) => each.problem));
  const stale = listChanges(plan).flatMap((operation) => findStaleProblems(operation, catalogue, found));
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
      if (type.kind === 'placed') return [];
      return keepValue(await lookUp(api, type, check.key), (bodies) => keepList(type, bodies, found));
    }
    case 'relation': {
      const relation = findSubresourceList(type, check.field);
      if (!relation) return [];
      const path = fillPath(relation.list.path, { ...check.params, id: check.id });
      const items = await api.list(relation.list, path);
      if (!items.ok && items.error.status === 404) return [];
      // Relations that do not change are read only to save the state before; a missing scope must not stop the apply.
      if (!items.ok && items.error.status === 403 && !isRelationChanged(plan, check.id, check.field)) return [];
      const isCovered = createCoverage(plan, check, type);
      const name = `${toLiveKey(type.type, check.id)} ${check.field}`;
      return keepValue(items, (values) => found.relations.set(name, values.filter(isCovered)));
    }
  }
}

const isRelationChanged = (plan: Plan, id: string, field: string): boolean =>
  plan.operations.filter(isRelationOperation).some(({ liveId, relation }) => liveId === id && relation === field);

/** Selects the items of a relation that the plan was computed from: undeclared ones that are kept may change meanwhile. */
function createCoverage(plan: Plan, { id, field }: RelationCheck, { relations }: ResourceType): (item: JsonObject) => boolean {
  const { itemIdField = '' } = relations.find((relation) => relation.field === field) ?? {};
  const operation = plan.operations
    .filter(isRelationOperation)
    .find(({ liveId, relation }) => liveId === id && relation === field);
  const ids = operation?.items && new Set<JsonValue | undefined>(operation.items);
  return (item) => ids === undefined || ids.has(getObjectMember(item, itemIdField));
}

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
