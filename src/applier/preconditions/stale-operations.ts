import { splitAddress } from '../../model/address.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import {
  type ChangeOperation,
  type CreateOperation,
  type DeleteOperation,
  isRelationOperation,
  type RelationOperation,
  type UpdateOperation,
} from '../../model/plan/operation.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { deriveIdFromKey, getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { computeAttachedFingerprint } from '../../resources/relations/attached-items.ts';
import { computeItemsFingerprint } from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { toLiveKey } from '../apply-context.ts';
import { hasSameKey, replaceKnownReferences } from '../send/find-live.ts';
import { buildStaleProblem, describeStaleChanges } from '../verify/describe-stale.ts';
import type { CheckedState } from './checked-state.ts';

/** Reports why an operation's resource no longer matches the state that the operation was computed from. */
export function findStaleProblems(operation: ChangeOperation, catalogue: Catalogue, found: CheckedState): readonly Problem[] {
  const type = catalogue.get(splitAddress(operation.address).type);
  if (!type) return [];
  if (operation.action === 'create') return refuseExisting(operation, type, found);
  if (operation.liveId === undefined || operation.fingerprint === undefined) return [];
  const key = toLiveKey(type.type, operation.liveId);
  return isRelationOperation(operation)
    ? refuseChangedItems(operation, type, key, found)
    : refuseChangedResource(operation, type, key, found);
}

function refuseChangedItems(
  operation: RelationOperation,
  type: ResourceType,
  key: string,
  found: CheckedState,
): readonly Problem[] {
  const relation = type.relations.find(({ field }) => field === operation.relation);
  const items = found.relations.get(`${key} ${operation.relation}`);
  const isSame = relation && items && computeItemsFingerprint(type, relation, items) === operation.fingerprint;
  return isSame ? [] : describeStaleChanges(operation, type, undefined);
}

function refuseChangedResource(
  operation: UpdateOperation | DeleteOperation,
  type: ResourceType,
  key: string,
  found: CheckedState,
): readonly Problem[] {
  const attached = found.relations.get(`${key} ${type.attached?.field}`) ?? [];
  const plannedAttached = operation.action === 'update' ? operation.attached : undefined;
  if (plannedAttached !== undefined && computeAttachedFingerprint(attached) !== plannedAttached)
    return [buildStaleProblem(operation, '', `its ${type.attached?.noun}s changed`)];
  const body = found.resources.get(key);
  return body && computeFingerprint(getResourceShape(type), body) === operation.fingerprint
    ? []
    : describeStaleChanges(operation, type, body);
}

function refuseExisting(operation: CreateOperation, type: ResourceType, found: CheckedState): readonly Problem[] {
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
function findExisting(operation: CreateOperation, type: ResourceType, found: CheckedState): JsonObject | undefined {
  const { key } = splitAddress(operation.address);
  if (type.kind === 'placed') return found.resources.get(toLiveKey(type.type, deriveIdFromKey(type, key)));
  const sent = operation.requests[0]?.body;
  if (!isObject(sent)) return undefined;
  const body = replaceKnownReferences(sent);
  const twins = new Set(operation.twins ?? []);
  return (found.lists.get(type.type) ?? []).find(
    (live) => hasSameKey(type, live, key, body) && !twins.has(getResourceId(type, live) ?? ''),
  );
}
