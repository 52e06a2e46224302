import { groupBy } from '../model/group-by.ts';
import { isEqual, type JsonValue } from '../model/json/json-value.ts';
import type { Change } from '../model/plan/change.ts';
import { type ChangeOperation, isRelationOperation } from '../model/plan/operation.ts';
import { listChanges, type Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';

/** How far the interrupted run got, by operation id. An id that is missing was never started. */
export type RunProgress = ReadonlyMap<string, 'begun' | 'done'>;

/**
 * Checks that a fresh plan is the remainder of the interrupted one; a difference means that somebody else changed the tenant in between.
 * A finished operation must not be planned again, the resource of an operation that never started must be unchanged, and an operation
 * that was in progress may only need changes that were already planned.
 */
export function checkResumedPlan(planned: Plan, progress: RunProgress, fresh: Plan): readonly Problem[] {
  const targets = groupBy(listChanges(planned), toTargetKey);
  return listChanges(fresh).flatMap((operation) => {
    const reason = findConflictReason(operation, targets.get(toTargetKey(operation)) ?? [], progress);
    return reason === undefined ? [] : [describeConflict(operation, reason)];
  });
}

const toTargetKey = ({ address, relation }: ChangeOperation): string => JSON.stringify([address, relation ?? null]);

function findConflictReason(
  operation: ChangeOperation,
  planned: readonly ChangeOperation[],
  progress: RunProgress,
): string | undefined {
  if (planned.length === 0) return 'the interrupted run did not plan it';
  if (planned.every(({ id }) => progress.get(id) === 'done')) return 'the interrupted run already completed it';
  const untouched = planned.every(({ id }) => !progress.has(id));
  if (untouched && !planned.some((candidate) => isSameOperation(operation, candidate)))
    return 'the resource no longer matches the state that the interrupted run planned from';
  const isPlanned = operation.changes.every((change) =>
    planned.some(({ changes }) => changes.some((candidate) => isContinuation(candidate, change, planned))),
  );
  return isPlanned ? undefined : 'it includes a change that the interrupted run did not plan';
}

/** The run's own creates and deletes change the items of a relation, so relation operations are compared by their changes only. */
const isSameOperation = (fresh: ChangeOperation, planned: ChangeOperation): boolean =>
  fresh.action === planned.action && (isRelationOperation(fresh) || fresh.fingerprint === planned.fingerprint);

/** Whether a change leads from a value that the plan contained to the value that it planned. */
function isContinuation(planned: Change, fresh: Change, operations: readonly ChangeOperation[]): boolean {
  if (planned.path !== fresh.path || !isEqual(planned.after, fresh.after)) return false;
  if (fresh.kind === 'secret') return true;
  const known: readonly (JsonValue | undefined)[] = operations
    .flatMap(({ changes }) => changes)
    .filter(({ path }) => path === fresh.path)
    .flatMap(({ before, after }) => [before, after]);
  return known.some((value) => isEqual(value, fresh.before));
}

const describeConflict = (operation: ChangeOperation, reason: string): Problem => ({
  code: 'plan-stale',
  severity: 'error',
  message: `"${operation.id}" is needed now, but ${reason}: the tenant was changed after the interruption`,
  place: { kind: 'address', address: operation.address },
  hint: 'Run apply without --resume to plan from the current state of the tenant.',
});
