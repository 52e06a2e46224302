import { splitAddress } from '../../model/address.ts';
import type { ListEndpoint } from '../../model/endpoint.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import {
  type ChangeOperation,
  isChange,
  isRelationOperation,
  isResourceOperation,
  isResourceUpdate,
  type Operation,
} from '../../model/plan/operation.ts';
import type { Check, PlanCost } from '../../model/plan/plan.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { pickPathFields } from '../../resources/endpoints/path-template.ts';
import { deriveIdFromKey, isWriteOnly } from '../../resources/endpoints/resource-endpoints.ts';
import { hasSubresource } from '../../resources/identity/identify-resources.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { computeBulkCost } from './bulk-cost.ts';

/** Computes the fewest reads that verify that nothing the plan changes has changed meanwhile: complete lists or single resources. */
export function computeChecks(operations: readonly Operation[], snapshot: Snapshot, catalogue: Catalogue): readonly Check[] {
  const byType = groupBy(operations.filter(isChange), ({ address }) => splitAddress(address).type);
  return catalogue.all.flatMap((type) => {
    const group = byType.get(type.type) ?? [];
    return [...computeResourceChecks(type, group, snapshot), ...computeRelationChecks(type, group, snapshot)];
  });
}

function computeResourceChecks(type: ResourceType, operations: readonly ChangeOperation[], snapshot: Snapshot): readonly Check[] {
  const own = operations.filter(isResourceOperation);
  const ids = [
    ...new Set(
      own.flatMap((operation) =>
        operation.liveId !== undefined && operation.fingerprint !== undefined ? [operation.liveId] : [],
      ),
    ),
  ];
  const keys = own.filter((operation) => operation.action === 'create').map((operation) => splitAddress(operation.address).key);
  if (ids.length + keys.length === 0) return [];
  if (type.kind === 'placed')
    return [...ids, ...keys.map((key) => deriveIdFromKey(type, key))].map((id) => buildResourceCheck(type, id));
  const pages = Math.max(1, Math.ceil(getLiveResources(snapshot, type.type).length / type.list.pageSize));
  const list: Check = { kind: 'list', type: type.type, requests: pages };
  // A list of summaries shows only whether a name is unused, so changed resources are read one by one.
  if (type.listsSummaries) return [...ids.map((id) => buildResourceCheck(type, id)), ...(keys.length > 0 ? [list] : [])];
  const mustList = type.listOnly || (keys.length > 0 && !type.lookup && !isLookedUp(type));
  if (mustList || (!isLookedUp(type) && pages <= ids.length + keys.length)) return [list];
  return [
    ...ids.map((id) => buildResourceCheck(type, id)),
    ...keys.map((key): Check => ({ kind: 'lookup', type: type.type, key, requests: 1 })),
  ];
}

const buildResourceCheck = (type: ResourceType, id: string): Check => ({
  kind: 'resource',
  type: type.type,
  id,
  requests: isWriteOnly(type, id) ? 0 : 1,
});

function computeRelationChecks(type: ResourceType, operations: readonly ChangeOperation[], snapshot: Snapshot): readonly Check[] {
  const live = new Map(getLiveResources(snapshot, type.type).map((resource) => [resource.id, resource]));
  const touched = groupBy(
    operations.filter((operation) => operation.liveId !== undefined),
    ({ liveId = '' }) => liveId,
  );
  return [...touched].flatMap(([id, own]) =>
    findTouchedLists(type, own, live.get(id)?.body ?? {}).map(({ field, list }): Check => {
      const params = pickPathFields(list.path, live.get(id)?.body ?? {});
      const requests = countListRequests(list, live.get(id)?.relations[field] ?? []);
      return { kind: 'relation', type: type.type, id, field, ...(Object.keys(params).length > 0 ? { params } : {}), requests };
    }),
  );
}

/** Finds a resource's relations that its operations change or were computed from. */
function findTouchedLists(
  type: ResourceType,
  own: readonly ChangeOperation[],
  live: JsonObject,
): readonly Pick<Relation, 'field' | 'list'>[] {
  // Apply reads the relations of a deleted resource so that they can be restored: at least a page each.
  const relations = type.relations.filter((relation) =>
    own.some((operation) =>
      isRelationOperation(operation)
        ? operation.relation === relation.field
        : operation.action === 'delete' && hasSubresource(relation, live),
    ),
  );
  return type.attached && own.some(isAttachingUpdate) ? [...relations, type.attached] : relations;
}

const isAttachingUpdate = (operation: ChangeOperation): boolean =>
  isResourceUpdate(operation) && operation.attached !== undefined;

/** Counts the pages of a list; for nested lists at least a page for each outer item that has any. */
function countListRequests({ pageSize, nested, endsEmpty }: ListEndpoint, items: readonly JsonValue[]): number {
  const fullPages = Math.ceil(items.length / pageSize);
  if (endsEmpty) return fullPages + 1;
  if (!nested) return Math.max(1, fullPages);
  const byOuter = groupBy(items, (item) => (isObject(item) ? getObjectMember(item, nested.outerField) : undefined));
  const pages = [...byOuter].map(([, own]) => Math.ceil(own.length / pageSize));
  return pages.reduce((sum, count) => sum + count, Math.max(1, Math.ceil(byOuter.size / pageSize)));
}

/** Counts the reads and writes that applying the operations takes, checks included. For import jobs it is an estimate. */
export function computePlanCost(operations: readonly Operation[], checks: readonly Check[], catalogue: Catalogue): PlanCost {
  const requests = operations
    .flatMap((operation) => operation.requests)
    .filter(({ batch, carried }) => batch === undefined && !carried);
  const reads = requests.filter((request) => request.method === 'GET').length;
  const bulk = computeBulkCost(operations, catalogue);
  return {
    reads: reads + bulk.reads + checks.reduce((sum, check) => sum + check.requests, 0),
    writes: requests.length - reads + bulk.writes,
  };
}
