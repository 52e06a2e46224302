import type { ReadApi } from '../../management-api/management-api.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, ReadRefusal, RefusedPart } from '../../model/snapshot.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import type { Relation, ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import type { OnFetch } from '../fetch-events.ts';
import type { RelationNeed, TypeNeed } from '../need/type-need.ts';
import { classifyRefusal, describeRefusal, isRefusalError } from '../unseen/classify-refusal.ts';
import { keepItemId, readByItem } from './read-by-item.ts';
import { type RelationTargets, readTargets } from './relation-targets.ts';
import { buildAllTasks, buildOwnerTasks, type KeyedLiveResource, type RelationTask } from './relation-tasks.ts';
import type { TypeReads } from './type-reads.ts';

type RelationRead = Outcome<
  { readonly task: RelationTask; readonly items?: readonly JsonValue[]; readonly refused?: ReadRefusal },
  Problem
>;

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
  const together =
    (await readTogether(api, relation, tasks, keyed.length)) ?? (await readFromItems(api, type, tasks, targets, keyed.length));
  if (together) {
    onFetch({ kind: 'related', type: type.type, field: relation.field, done: tasks.length, total: tasks.length });
    return together;
  }
  return readEach(api, need, tasks, owners === 'all', onFetch);
}

/** Reads a relation of each resource by itself. A scope that the first read lacks is lacked by all, so the others are not sent. */
async function readEach(
  api: ReadApi,
  need: TypeNeed,
  tasks: readonly RelationTask[],
  isForAll: boolean,
  onFetch: OnFetch,
): Promise<readonly RelationRead[]> {
  let done = 0;
  const send = async ({ relation: { list }, live }: RelationTask): Promise<RelationAnswer> =>
    api.list(list, fillPath(list.path, { ...live.body, id: live.id }));
  const finish = (task: RelationTask, answer: RelationAnswer): RelationRead => {
    const read = acceptAnswer(need, task, answer, isForAll, onFetch);
    done += 1;
    onFetch({ kind: 'related', type: need.type.type, field: task.relation.field, done, total: tasks.length });
    return read;
  };
  const [first, ...others] = tasks;
  if (!first) return [];
  const answer = await send(first);
  const lacksScope = !answer.ok && answer.error.problem.code === 'scope-missing';
  const rest = lacksScope
    ? others.map((task) => finish(task, answer))
    : await Promise.all(others.map(async (task) => finish(task, await send(task))));
  return [finish(first, answer), ...rest];
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
  targets: RelationTargets | undefined,
  total: number,
): Promise<readonly RelationRead[] | undefined> {
  const relation = findRelation(type, tasks[0]?.relation);
  const found =
    relation && targets && (await readByItem(api, type, relation, targets.resources, { wanted: tasks.length, total }));
  return found && tasks.map((task) => succeed({ task, items: found.get(task.live.id) ?? [] }));
}

const findRelation = ({ relations }: ResourceType, list: SubresourceList | undefined): Relation | undefined =>
  relations.find((relation) => relation === list);

type RelationAnswer = Awaited<ReturnType<ReadApi['list']>>;

/** Turns the answer to a read into the items of a relation, or into why the tenant refuses them. */
function acceptAnswer(
  need: TypeNeed,
  task: RelationTask,
  items: RelationAnswer,
  isForAll: boolean,
  onFetch: OnFetch,
): RelationRead {
  if (items.ok) return succeed({ task, items: toSnapshotItems(need.type, task, items.value) });
  const refused = classifyRefusal(items.error, task.relation.scopes.read);
  if (!refused) return failWith(items.error.problem);
  // Relations that are read for all resources are not declared for any single one, so a refusal is not an error.
  const effectiveNeed: TypeNeed = isForAll ? { ...need, why: 'all' } : need;
  const problem = describeRefusal(items.error, task.address, task.relation.field);
  if (isRefusalError(effectiveNeed, refused, task.hasItems)) return failWith(problem);
  onFetch({ kind: 'note', problem: { ...problem, severity: 'warning' } });
  // If an empty list is declared and the tenant lacks the feature, the relation is empty.
  const isNone = !isForAll && !task.hasItems && refused.reason !== 'scope';
  return succeed({ task, refused, ...(isNone ? { items: [] } : {}) });
}

/** Items that can also be read from their side are kept as that side shows them, so that a snapshot does not depend on the way it was read. */
function toSnapshotItems(type: ResourceType, task: RelationTask, items: readonly JsonObject[]): readonly JsonObject[] {
  const relation = findRelation(type, task.relation);
  return relation?.listByItem ? items.map((item) => keepItemId(relation, item)) : items;
}
