import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group.ts';
import type { JsonObject } from '../../model/json/json.ts';
import type { Check, Operation, PlanCost } from '../../model/plan/plan.ts';
import { type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { Relation, ResourceType } from '../../resources/define.ts';
import { placedId } from '../../resources/endpoints.ts';
import { hasList } from '../../resources/identify.ts';

/** The fewest reads that show whether everything the plan touches is still as it was: whole lists, or one by one. */
export function checksOf(
  operations: readonly Operation[],
  snapshot: Snapshot,
  catalogue: readonly ResourceType[],
): readonly Check[] {
  const byType = groupBy(
    operations.filter((operation) => operation.action !== 'note'),
    (operation) => splitAddress(operation.address).type,
  );
  return catalogue.flatMap((type) => {
    const group = byType.get(type.type) ?? [];
    return [...resourceChecks(type, group, snapshot), ...relationChecks(type, group, snapshot)];
  });
}

function resourceChecks(type: ResourceType, operations: readonly Operation[], snapshot: Snapshot): readonly Check[] {
  const own = operations.filter((operation) => operation.relation === undefined);
  const ids = [
    ...new Set(
      own.flatMap((operation) =>
        operation.liveId !== undefined && operation.fingerprint !== undefined ? [operation.liveId] : [],
      ),
    ),
  ];
  const keys = own.filter((operation) => operation.action === 'create').map((operation) => splitAddress(operation.address).key);
  if (ids.length + keys.length === 0) return [];
  if (type.kind === 'placed') return [...ids, ...keys.map((key) => placedId(type, key))].map((id) => one(type, id));
  const pages = Math.max(1, Math.ceil(liveResources(snapshot, type.type).length / type.list.pageSize));
  const list: Check = { kind: 'list', type: type.type, requests: pages };
  // A list of summaries shows that a name is still free, and no more.
  if (type.summaries) return [...ids.map((id) => one(type, id)), ...(keys.length > 0 ? [list] : [])];
  const mustList = type.onlyListed || (keys.length > 0 && !type.lookup);
  if (mustList || pages <= ids.length + keys.length) return [list];
  return [
    ...ids.map((id) => one(type, id)),
    ...keys.map((key): Check => ({ kind: 'lookup', type: type.type, key, requests: 1 })),
  ];
}

const one = ({ type }: ResourceType, id: string): Check => ({ kind: 'resource', type, id, requests: 1 });

function relationChecks(type: ResourceType, operations: readonly Operation[], snapshot: Snapshot): readonly Check[] {
  const live = new Map(liveResources(snapshot, type.type).map((resource) => [resource.id, resource]));
  const touched = groupBy(
    operations.filter((operation) => operation.liveId !== undefined),
    ({ liveId = '' }) => liveId,
  );
  return [...touched].flatMap(([id, own]) =>
    listsTouched(type, own, live.get(id)?.body ?? {}).map(({ field, list }): Check => {
      const items = itemsOf(live.get(id), field);
      return { kind: 'relation', type: type.type, id, field, requests: Math.max(1, Math.ceil(items / list.pageSize)) };
    }),
  );
}

/** Lists of a resource's own that these operations change, or were computed from. */
function listsTouched(
  type: ResourceType,
  own: readonly Operation[],
  live: JsonObject,
): readonly Pick<Relation, 'field' | 'list'>[] {
  const relations = type.relations.filter((relation) =>
    own.some((operation) => operation.relation === relation.field || (takesAlong(operation) && hasList(relation, live))),
  );
  const attaches = type.attached !== undefined && own.some((operation) => operation.attached !== undefined);
  return attaches ? [...relations, type.attached] : relations;
}

/** A delete takes all relations along: they are read for the way back, a page each, since nobody has looked at them before. */
const takesAlong = ({ action, relation }: Operation): boolean => action === 'delete' && relation === undefined;

const itemsOf = (live: LiveResource | undefined, field: string): number => live?.relations[field]?.length ?? 0;

export function costOf(operations: readonly Operation[], checks: readonly Check[]): PlanCost {
  const requests = operations.flatMap((operation) => operation.requests);
  const reads = requests.filter((request) => request.method === 'GET').length;
  return { reads: reads + checks.reduce((sum, check) => sum + check.requests, 0), writes: requests.length - reads };
}
