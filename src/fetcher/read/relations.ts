import type { ReadApi } from '../../management-api/types.ts';
import { type Address, addressOf } from '../../model/address.ts';
import type { JsonValue } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, Refused, RefusedPart } from '../../model/snapshot.ts';
import { attachedLists } from '../../resources/attached.ts';
import type { OwnList, ResourceType } from '../../resources/define.ts';
import { hasList } from '../../resources/identify.ts';
import type { RelationNeed, TypeNeed, Wanted } from '../need/need.ts';
import type { OnFetch } from '../progress.ts';
import { isNeeded, refusedBy, refusedProblem } from '../unseen/unseen.ts';

/** A live resource and the key it goes by. */
export interface Keyed {
  readonly key: string;
  readonly live: LiveResource;
  /** Auth0's own, or the one that tenon runs as: never changed, so never read further. */
  readonly untouchable: boolean;
}

interface Task {
  readonly address: Address;
  readonly relation: OwnList;
  readonly live: LiveResource;
  readonly declares: boolean;
}

type Read = Outcome<{ readonly task: Task; readonly items?: readonly JsonValue[]; readonly refused?: Refused }, Problem>;

/** Resources with what was read of their relations, and what was refused. */
export interface Related {
  readonly resources: readonly LiveResource[];
  readonly refused: readonly RefusedPart[];
}

/** Reads the relations that somebody declares of resources that are there; each resource comes back with what was read. */
export async function readRelations(
  api: ReadApi,
  need: TypeNeed,
  keyed: readonly Keyed[],
  onFetch: OnFetch,
): Promise<Outcome<Related, readonly Problem[]>> {
  const reads = await Promise.all(need.relations.map((one) => readRelation(api, need, one, keyed, onFetch)));
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
  if (problems.length > 0) return failure(problems);
  return success({ resources: keyed.map(({ live }) => ({ ...live, relations: found.get(live) ?? {} })), refused });
}

async function readRelation(
  api: ReadApi,
  need: TypeNeed,
  { relation, of }: RelationNeed,
  keyed: readonly Keyed[],
  onFetch: OnFetch,
): Promise<readonly Read[]> {
  const { type } = need;
  const tasks = of === 'all' ? allTasks(type, relation, keyed) : wantedTasks(type, relation, of, keyed);
  let done = 0;
  return Promise.all(
    tasks.map(async (task) => {
      const read = await readOne(api, need, task, of === 'all', onFetch);
      done += 1;
      onFetch({ kind: 'related', type: type.type, field: relation.field, done, total: tasks.length });
      return read;
    }),
  );
}

async function readOne(api: ReadApi, need: TypeNeed, task: Task, all: boolean, onFetch: OnFetch): Promise<Read> {
  const { list, field } = task.relation;
  const items = await api.list(list, list.path.replace('{id}', encodeURIComponent(task.live.id)));
  if (items.ok) return success({ task, items: items.value });
  const refused = refusedBy(items.error, task.relation.scopes.read);
  if (!refused) return failure(items.error.problem);
  // What is read because of something else is not asked for by anybody.
  const asked: TypeNeed = all ? { ...need, why: 'all' } : need;
  const problem = refusedProblem(items.error, task.address, field);
  if (isNeeded(asked, refused, task.declares)) return failure(problem);
  onFetch({ kind: 'note', problem: { ...problem, severity: 'warning' } });
  // Where somebody says that there are none, what the tenant does not have is none.
  const isNone = !all && !task.declares && refused.reason !== 'scope';
  return success({ task, refused, ...(isNone ? { items: [] } : {}) });
}

const allTasks = (type: ResourceType, relation: OwnList, keyed: readonly Keyed[]): readonly Task[] =>
  keyed
    .filter(({ live, untouchable }) => !untouchable && (relation !== type.attached || attachesAny(type, live)))
    .filter(({ live }) => hasList(relation, live.body))
    .map(({ key, live }) => ({ address: addressOf(type.type, key), relation, live, declares: false }));

/** Only what attaches something has something to tell: nobody asks all the others. */
const attachesAny = (type: ResourceType, { body }: LiveResource): boolean =>
  attachedLists(type, body).some(({ items }) => items.length > 0);

function wantedTasks(
  { type }: ResourceType,
  relation: OwnList,
  wanted: readonly Wanted[],
  keyed: readonly Keyed[],
): readonly Task[] {
  const byName = new Map<string, Wanted>();
  const byId = new Map<string, Wanted>();
  for (const one of wanted) {
    if (one.pinnedId !== undefined) byId.set(one.pinnedId, one);
    else for (const key of [one.key, one.renamedFrom]) if (key !== undefined) byName.set(key, one);
  }
  return keyed
    .filter(({ live, untouchable }) => !untouchable && hasList(relation, live.body))
    .flatMap(({ key, live }) => {
      const one = byId.get(live.id) ?? byName.get(key);
      return one ? [{ address: addressOf(type, one.key), relation, live, declares: one.declares }] : [];
    });
}
