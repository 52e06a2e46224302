import type { ReadApi } from '../../management-api/management-api.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { failWith, succeed } from '../../model/plan/outcome.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { OnFetch } from '../fetch-events.ts';
import type { TypeNeed } from '../need/type-need.ts';
import { classifyRefusal, describeRefusal, isRefusalError } from '../unseen/classify-refusal.ts';
import { keepItemId } from './read-by-item.ts';
import { findRelation, type RelationRead, type RelationTask } from './relation-tasks.ts';

/**
 * Reads a relation of each resource by itself, the first and the last resource before the others. If the tenant refuses both alike, it does
 * not have the feature or the token lacks the scope, and the other reads would be refused as well; they are not sent.
 */
export async function readEach(
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
  const ends = [...new Set([tasks.at(0), tasks.at(-1)])].flatMap((task) => task ?? []);
  const answers = new Map(await Promise.all(ends.map(async (task) => [task, await send(task)] as const)));
  const refusal = findCommonRefusal([...answers.values()]);
  return Promise.all(tasks.map(async (task) => finish(task, answers.get(task) ?? refusal ?? (await send(task)))));
}

/** Statuses with which the API refuses a feature or a scope. A 400 may be due to the resource. */
const FEATURE_REFUSALS: ReadonlySet<number | undefined> = new Set([402, 403, 404, 501]);

/** Returns the refusal that all answers share; undefined if they differ. */
function findCommonRefusal(answers: readonly RelationAnswer[]): RelationAnswer | undefined {
  const [first] = answers;
  if (!first || first.ok || !FEATURE_REFUSALS.has(first.error.status)) return undefined;
  const { status, errorCode, problem } = first.error;
  const isAlike = (answer: RelationAnswer): boolean =>
    !answer.ok &&
    answer.error.status === status &&
    answer.error.errorCode === errorCode &&
    answer.error.problem.code === problem.code;
  return answers.every(isAlike) ? first : undefined;
}

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
