import type { ReadApi } from '../../management-api/management-api.ts';
import { type Address, toAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, type JsonValue } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, ReadRefusal, RefusedPart } from '../../model/snapshot.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import { hasSubresource } from '../../resources/identity/identify-resources.ts';
import { findAttachedLists } from '../../resources/relations/attached-items.ts';
import { getRelationItemShape } from '../../resources/relations/relation-items.ts';
import type { ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import { getMemberShape, parseReference } from '../../schema/schema-shape.ts';
import type { OnFetch } from '../fetch-events.ts';
import type { DeclaredOwner, RelationNeed, TypeNeed } from '../need/type-need.ts';
import { classifyRefusal, describeRefusal, isRefusalError } from '../unseen/classify-refusal.ts';
import type { TypeReads } from './type-reads.ts';

/** A live resource with its key. */
export interface KeyedLiveResource {
  readonly key: string;
  readonly live: LiveResource;
  /** Belongs to Auth0, or is tenon's own client: never changed, so its relations are not read. */
  readonly isUntouchable: boolean;
}

interface RelationTask {
  readonly address: Address;
  readonly relation: SubresourceList;
  readonly live: LiveResource;
  readonly hasItems: boolean;
}

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
  if (await hasNoTargets(type, relation, lists)) return tasks.map((task) => succeed({ task, items: [] }));
  const together = await readTogether(api, relation, tasks, keyed.length);
  if (together) {
    onFetch({ kind: 'related', type: type.type, field: relation.field, done: tasks.length, total: tasks.length });
    return together;
  }
  let done = 0;
  return Promise.all(
    tasks.map(async (task) => {
      const read = await readRelationTask(api, need, task, owners === 'all', onFetch);
      done += 1;
      onFetch({ kind: 'related', type: type.type, field: relation.field, done, total: tasks.length });
      return read;
    }),
  );
}

/** Whether the tenant has none of the resources that the items of a relation are or name. Then every list is empty, and none is read. */
async function hasNoTargets(type: ResourceType, { field }: SubresourceList, lists: TypeReads): Promise<boolean> {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const shape = relation && getRelationItemShape(type, relation);
  const outerField = relation?.list.nested?.outerField;
  const target = parseReference((shape && outerField !== undefined ? getMemberShape(shape, {}, outerField) : shape)?.schema);
  const live = target && (await lists.get(target.type)?.live);
  return live?.ok === true && live.value.status === 'read' && live.value.resources.length === 0;
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

async function readRelationTask(
  api: ReadApi,
  need: TypeNeed,
  task: RelationTask,
  isForAll: boolean,
  onFetch: OnFetch,
): Promise<RelationRead> {
  const { list, field } = task.relation;
  const items = await api.list(list, fillPath(list.path, { ...task.live.body, id: task.live.id }));
  if (items.ok) return succeed({ task, items: items.value });
  const refused = classifyRefusal(items.error, task.relation.scopes.read);
  if (!refused) return failWith(items.error.problem);
  // Relations that are read for all resources are not declared for any single one, so a refusal is not an error.
  const effectiveNeed: TypeNeed = isForAll ? { ...need, why: 'all' } : need;
  const problem = describeRefusal(items.error, task.address, field);
  if (isRefusalError(effectiveNeed, refused, task.hasItems)) return failWith(problem);
  onFetch({ kind: 'note', problem: { ...problem, severity: 'warning' } });
  // If an empty list is declared and the tenant lacks the feature, the relation is empty.
  const isNone = !isForAll && !task.hasItems && refused.reason !== 'scope';
  return succeed({ task, refused, ...(isNone ? { items: [] } : {}) });
}

const buildAllTasks = (
  type: ResourceType,
  relation: SubresourceList,
  keyed: readonly KeyedLiveResource[],
): readonly RelationTask[] =>
  keyed
    .filter(({ live, isUntouchable }) => !isUntouchable && (relation !== type.attached || hasAttached(type, live)))
    .filter(({ live }) => hasSubresource(relation, live.body))
    .map(({ key, live }) => ({ address: toAddress(type.type, key), relation, live, hasItems: false }));

/** Whether a resource attaches any items. Only then is its item list read. */
const hasAttached = (type: ResourceType, { body }: LiveResource): boolean =>
  findAttachedLists(type, body).some(({ items }) => items.length > 0);

function buildOwnerTasks(
  { type }: ResourceType,
  relation: SubresourceList,
  owners: readonly DeclaredOwner[],
  keyed: readonly KeyedLiveResource[],
): readonly RelationTask[] {
  const byName = new Map<string, DeclaredOwner>();
  const byId = new Map<string, DeclaredOwner>();
  for (const owner of owners) {
    if (owner.pinnedId !== undefined) byId.set(owner.pinnedId, owner);
    else for (const key of [owner.key, owner.renamedFrom]) if (key !== undefined) byName.set(key, owner);
  }
  return keyed
    .filter(({ live, isUntouchable }) => !isUntouchable && hasSubresource(relation, live.body))
    .flatMap(({ key, live }) => {
      const owner = byId.get(live.id) ?? byName.get(key);
      return owner ? [{ address: toAddress(type, owner.key), relation, live, hasItems: owner.hasItems }] : [];
    });
}
