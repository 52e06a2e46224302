import { groupBy } from '../model/group.ts';
import { equal, type JsonValue } from '../model/json/json.ts';
import { type Change, changesOf, type Operation, type Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';

/** How far the run that goes on got, by operation; what is not in it was never begun. */
export type Reached = ReadonlyMap<string, 'begun' | 'done'>;

/**
 * Why a fresh plan is not simply the rest of the one that was cut short: somebody else has changed something since. What was done must not
 * be planned again, what was never begun must be as it was, and of what was under way only what had been planned may be left.
 */
export function changedMeanwhile(planned: Plan, reached: Reached, fresh: Plan): readonly Problem[] {
  const targets = groupBy(changesOf(planned), targetOf);
  return changesOf(fresh).flatMap((operation) => {
    const why = unexplained(operation, targets.get(targetOf(operation)) ?? [], reached);
    return why === undefined ? [] : [moved(operation, why)];
  });
}

const targetOf = ({ address, relation }: Operation): string => JSON.stringify([address, relation ?? null]);

function unexplained(operation: Operation, own: readonly Operation[], reached: Reached): string | undefined {
  if (own.length === 0) return 'the run had not planned to touch it';
  if (own.every(({ id }) => reached.get(id) === 'done')) return 'the run had done it, and it is no longer so';
  const untouched = own.every(({ id }) => !reached.has(id));
  if (untouched && !own.some((one) => isSame(operation, one))) return 'it is no longer what the run had planned from';
  const isPlanned = operation.changes.every((change) =>
    own.some(({ changes }) => changes.some((one) => leadsOn(one, change, own))),
  );
  return isPlanned ? undefined : 'it needs a change that the run had not planned';
}

/** What a relation holds moves with what the run itself makes and deletes: there the changes alone tell. */
const isSame = (fresh: Operation, planned: Operation): boolean =>
  fresh.action === planned.action && (fresh.relation !== undefined || fresh.fingerprint === planned.fingerprint);

/** Whether a change takes a value that the plan knew to the value that it wanted. */
function leadsOn(planned: Change, fresh: Change, own: readonly Operation[]): boolean {
  if (planned.path !== fresh.path || !equal(planned.after, fresh.after)) return false;
  if (fresh.kind === 'secret') return true;
  const known: readonly (JsonValue | undefined)[] = own
    .flatMap(({ changes }) => changes)
    .filter(({ path }) => path === fresh.path)
    .flatMap(({ before, after }) => [before, after]);
  return known.some((value) => equal(value, fresh.before));
}

const moved = (operation: Operation, why: string): Problem => ({
  code: 'plan-stale',
  severity: 'error',
  message: `"${operation.id}" would be needed now, but ${why}: somebody else has changed it since`,
  place: { kind: 'address', address: operation.address },
  hint: 'Run apply without --resume: it plans from what the tenant is now, and shows it.',
});
