import { groupBy } from '../model/group-by.ts';
import { isEqual, type JsonValue } from '../model/json/json-value.ts';
import { type Change, listChanges, type Operation, type Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';

/** How far the run that goes on got, by operation; what is not in it was never begun. */
export type RunProgress = ReadonlyMap<string, 'begun' | 'done'>;

/**
 * Why a fresh plan is not simply the rest of the one that was cut short: somebody else has changed something since. What was done must not
 * be planned again, what was never begun must be as it was, and of what was under way only what had been planned may be left.
 */
export function checkResumedPlan(planned: Plan, progress: RunProgress, fresh: Plan): readonly Problem[] {
  const targets = groupBy(listChanges(planned), toTargetKey);
  return listChanges(fresh).flatMap((operation) => {
    const reason = findConflictReason(operation, targets.get(toTargetKey(operation)) ?? [], progress);
    return reason === undefined ? [] : [describeConflict(operation, reason)];
  });
}

const toTargetKey = ({ address, relation }: Operation): string => JSON.stringify([address, relation ?? null]);

function findConflictReason(operation: Operation, planned: readonly Operation[], progress: RunProgress): string | undefined {
  if (planned.length === 0) return 'the run had not planned to touch it';
  if (planned.every(({ id }) => progress.get(id) === 'done')) return 'the run had done it, and it is no longer so';
  const untouched = planned.every(({ id }) => !progress.has(id));
  if (untouched && !planned.some((candidate) => isSameOperation(operation, candidate)))
    return 'it is no longer what the run had planned from';
  const isPlanned = operation.changes.every((change) =>
    planned.some(({ changes }) => changes.some((candidate) => isContinuation(candidate, change, planned))),
  );
  return isPlanned ? undefined : 'it needs a change that the run had not planned';
}

/** What a relation holds moves with what the run itself makes and deletes: there the changes alone tell. */
const isSameOperation = (fresh: Operation, planned: Operation): boolean =>
  fresh.action === planned.action && (fresh.relation !== undefined || fresh.fingerprint === planned.fingerprint);

/** Whether a change takes a value that the plan knew to the value that it wanted. */
function isContinuation(planned: Change, fresh: Change, operations: readonly Operation[]): boolean {
  if (planned.path !== fresh.path || !isEqual(planned.after, fresh.after)) return false;
  if (fresh.kind === 'secret') return true;
  const known: readonly (JsonValue | undefined)[] = operations
    .flatMap(({ changes }) => changes)
    .filter(({ path }) => path === fresh.path)
    .flatMap(({ before, after }) => [before, after]);
  return known.some((value) => isEqual(value, fresh.before));
}

const describeConflict = (operation: Operation, reason: string): Problem => ({
  code: 'plan-stale',
  severity: 'error',
  message: `"${operation.id}" would be needed now, but ${reason}: somebody else has changed it since`,
  place: { kind: 'address', address: operation.address },
  hint: 'Run apply without --resume: it plans from what the tenant is now, and shows it.',
});
