import type { Operation } from '../../model/plan/operation.ts';
import { omitPendingChanges } from '../../model/plan/pending-changes.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { findPendingChanges } from './find-pending.ts';
import { collectRefusals, type GuardInput } from './guard-plan.ts';

/** The plan of an earlier revision of the definition, made against the same snapshot. */
export interface EarlierPlan {
  readonly revision: string;
  readonly operations: readonly Operation[];
}

/** Guards a plan. With an earlier plan, the change under review is guarded on its own, and the whole plan for the time it is applied. */
export function guardOperations(
  operations: readonly Operation[],
  earlier: EarlierPlan | undefined,
  guard: GuardInput,
): Pick<Plan, 'refusals' | 'since'> {
  const refusals = collectRefusals(operations, guard);
  if (!earlier) return { refusals };
  const pending = findPendingChanges(operations, earlier.operations);
  const own = collectRefusals(omitPendingChanges(operations, pending), guard);
  return {
    refusals: own,
    since: {
      revision: earlier.revision,
      pending,
      refusals: refusals.filter((refusal) => !own.some((other) => isSame(refusal, other))),
    },
  };
}

const isSame = (left: Problem, right: Problem): boolean => left.code === right.code && left.message === right.message;
