import type { ReadApi } from '../management-api/types.ts';
import type { JsonValue } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { LiveResource } from '../model/snapshot.ts';
import { attachedLists } from '../resources/attached.ts';
import type { OwnList, ResourceType } from '../resources/define.ts';
import type { RelationNeed, TypeNeed, Wanted } from './need.ts';
import type { OnFetch } from './progress.ts';
import { reasonOf } from './unseen.ts';

/** A live resource and the key it goes by. */
export interface Keyed {
  readonly key: string;
  readonly live: LiveResource;
  /** Auth0's own, or the one that tenon runs as: never changed, so never read further. */
  readonly untouchable: boolean;
}

interface Task {
  readonly relation: OwnList;
  readonly live: LiveResource;
  readonly declares: boolean;
}

type Read = Outcome<{ readonly task: Task; readonly items?: readonly JsonValue[] }, Problem>;

/** Reads the relations that somebody declares of resources that are there; each resource comes back with what was read. */
export async function readRelations(
  api: ReadApi,
  need: TypeNeed,
  keyed: readonly Keyed[],
  onFetch: OnFetch,
): Promise<Outcome<readonly LiveResource[], readonly Problem[]>> {
  const reads = await Promise.all(need.relations.map((one) => readRelation(api, need, one, keyed, onFetch)));
  const problems: Problem[] = [];
  const found = new Map<LiveResource, Record<string, readonly JsonValue[]>>();
  for (const read of reads.flat()) {
    if (!read.ok) problems.push(read.error);
    else if (read.value.items) {
      const { task, items } = read.value;
      found.set(task.live, { ...found.get(task.live), [task.relation.field]: items });
    }
  }
  if (problems.length > 0) return failure(problems);
  return success(keyed.map(({ live }) => ({ ...live, relations: found.get(live) ?? {} })));
}

async function readRelation(
  api: ReadApi,
  { type }: TypeNeed,
  { relation, of }: RelationNeed,
  keyed: readonly Keyed[],
  onFetch: OnFetch,
): Promise<readonly Read[]> {
  const tasks = of === 'all' ? allTasks(type, relation, keyed) : wantedTasks(relation, of, keyed);
  let done = 0;
  return Promise.all(
    tasks.map(async (task) => {
      const read = await readOne(api, task, of === 'all', onFetch);
      done += 1;
      onFetch({ kind: 'related', type: type.type, field: relation.field, done, total: tasks.length });
      return read;
    }),
  );
}

async function readOne(api: ReadApi, task: Task, all: boolean, onFetch: OnFetch): Promise<Read> {
  const { list } = task.relation;
  const items = await api.list(list, list.path.replace('{id}', encodeURIComponent(task.live.id)));
  if (items.ok) return success({ task, items: items.value });
  const reason = reasonOf(items.error);
  if (reason === undefined || (!all && (reason === 'scope' || task.declares))) return failure(items.error.problem);
  onFetch({ kind: 'note', problem: { ...items.error.problem, severity: 'warning' } });
  // Where the subscription has no such thing, an empty list is the truth; what we may not see stays unknown.
  return success(reason === 'scope' ? { task } : { task, items: [] });
}

const allTasks = (type: ResourceType, relation: OwnList, keyed: readonly Keyed[]): readonly Task[] =>
  keyed
    .filter(({ live, untouchable }) => !untouchable && (relation !== type.attached || attachesAny(type, live)))
    .map(({ live }) => ({ relation, live, declares: false }));

/** Only what attaches something has something to tell: nobody asks all the others. */
const attachesAny = (type: ResourceType, { body }: LiveResource): boolean =>
  attachedLists(type, body).some(({ items }) => items.length > 0);

function wantedTasks(relation: OwnList, wanted: readonly Wanted[], keyed: readonly Keyed[]): readonly Task[] {
  const byName = new Map<string, Wanted>();
  const byId = new Map<string, Wanted>();
  for (const one of wanted) {
    if (one.pinnedId !== undefined) byId.set(one.pinnedId, one);
    else for (const key of [one.key, one.renamedFrom]) if (key !== undefined) byName.set(key, one);
  }
  return keyed
    .filter(({ untouchable }) => !untouchable)
    .flatMap(({ key, live }) => {
      const one = byId.get(live.id) ?? byName.get(key);
      return one ? [{ relation, live, declares: one.declares }] : [];
    });
}
