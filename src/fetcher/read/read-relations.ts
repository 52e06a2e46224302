import type { ReadApi } from '../../management-api/management-api.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, RefusedPart } from '../../model/snapshot.ts';
import type { ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import type { OnFetch } from '../fetch-events.ts';
import type { RelationNeed, TypeNeed } from '../need/type-need.ts';
import { readByItem } from './read-by-item.ts';
import { readEach } from './read-each.ts';
import { type RelationTargets, readTargets } from './relation-targets.ts';
import {
  buildAllTasks,
  buildOwnerTasks,
  findRelation,
  type KeyedLiveResource,
  type RelationRead,
  type RelationTask,
} from './relation-tasks.ts';
import type { TypeReads } from './type-reads.ts';

/** Resources with the relations that were read, and the parts that the API refused. */
export interface ResourcesWithRelations {
  readonly resources: readonly LiveResource[];
  readonly refused: readonly RefusedPart[];
}

/** Reads the needed relations of the existing resources. */
export async function readRelations(
  api: ReadApi,
  need: TypeNeed,
  keyed: readonly KeyedLiveResource[],
  lists: TypeReads,
  onFetch: OnFetch,
): Promise<Outcome<ResourcesWithRelations, readonly Problem[]>> {
  const reads = await Promise.all(
    need.relations.map((relationNeed) => readRelation(api, need, relationNeed, keyed, lists, onFetch)),
  );
  const problems: Problem[] = [];
  const refused: RefusedPart[] = [];
  const found = new Map<LiveResource, Record<string, readonly JsonValue[]>>();
  for (const read of reads.flat()) {
    if (!read.ok) problems.push(read.error);
    else {
      const { task, items } = read.value;
      if (items) found.set(task.live, { ...found.get(task.live), [task.relation.field]: items });
      if (read.value.refused) refused.push({ address: task.address, relation: task.relation.field, ...read.value.refused });
    }
  }
  if (problems.length > 0) return failWith(problems);
  return succeed({ resources: keyed.map(({ live }) => ({ ...live, relations: found.get(live) ?? {} })), refused });
}

async function readRelation(
  api: ReadApi,
  need: TypeNeed,
  { relation, owners }: RelationNeed,
  keyed: readonly KeyedLiveResource[],
  lists: TypeReads,
  onFetch: OnFetch,
): Promise<readonly RelationRead[]> {
  const { type } = need;
  const tasks = owners === 'all' ? buildAllTasks(type, relation, keyed) : buildOwnerTasks(type, relation, owners, keyed);
  const targets = await readTargets(type, relation, lists);
  // The tenant has none of the resources that items are or name, so every list is empty.
  if (targets?.resources.length === 0) return tasks.map((task) => succeed({ task, items: [] }));
  const together = await readTogether(api, relation, tasks, keyed.length);
  const byItem = together || !targets ? undefined : await readFromItems(api, type, tasks, targets, keyed.length);
  const read = together ?? byItem;
  if (read) {
    const [total, by] = [tasks.length, byItem && targets?.type];
    onFetch({ kind: 'related', type: type.type, field: relation.field, done: total, total, ...omitUndefined({ by }) });
    return read;
  }
  return readEach(api, need, tasks, owners === 'all', onFetch);
}

/**
 * Reads a relation of many resources from the list of all of them, if that takes fewer requests. Undefined: it does not, or the tenant
 * refuses that list. Then each relation is read by itself.
 */
async function readTogether(
  api: ReadApi,
  { listAll }: SubresourceList,
  tasks: readonly RelationTask[],
  resourceCount: number,
): Promise<readonly RelationRead[] | undefined> {
  if (!listAll || tasks.length <= Math.ceil(resourceCount / listAll.list.pageSize)) return undefined;
  const found = await api.list(listAll.list);
  if (!found.ok) return undefined;
  const byOwner = groupBy(found.value, (item) => String(getObjectMember(item, listAll.ownerField)));
  return tasks.map((task) => succeed({ task, items: byOwner.get(task.live.id) ?? [] }));
}

/** Reads a relation of many resources from the side of its items, if that takes fewer requests. Undefined: it does not, or is refused. */
async function readFromItems(
  api: ReadApi,
  type: ResourceType,
  tasks: readonly RelationTask[],
  targets: RelationTargets,
  total: number,
): Promise<readonly RelationRead[] | undefined> {
  const relation = findRelation(type, tasks[0]?.relation);
  const found = relation && (await readByItem(api, type, relation, targets.resources, { wanted: tasks.length, total }));
  return found && tasks.map((task) => succeed({ task, items: found.get(task.live.id) ?? [] }));
}
