import { isOutcomeUnknown, type OperationResult, type OperationStatus, type Result } from '../../model/plan/result.ts';

/** How an apply ended, operation by operation. Notes do nothing and are not counted. */
export interface ResultTally {
  readonly done: number;
  readonly failed: number;
  /** Failed, and nobody knows whether the tenant has changed. */
  readonly unknown: number;
  readonly notStarted: number;
  /** Things noticed on operations that are done. */
  readonly warnings: number;
}

export const listPerformedOperations = (result: Result): readonly OperationResult[] =>
  result.operations.filter(({ action }) => action !== 'note');

export function computeTally(result: Result): ResultTally {
  const operations = listPerformedOperations(result);
  const countOutcome = (outcome: OperationOutcome): number =>
    operations.filter((operation) => getOutcome(operation) === outcome).length;
  const doneProblems = operations.filter(({ status }) => status === 'done').flatMap(({ problems }) => problems);
  return {
    done: countOutcome('done'),
    failed: countOutcome('failed'),
    unknown: countOutcome('outcome unknown'),
    notStarted: countOutcome('not started'),
    warnings: doneProblems.length,
  };
}

/** A status as a person reads it: "failed" would say that nothing has changed. */
export type OperationOutcome = OperationStatus | 'outcome unknown';

export const getOutcome = (operation: OperationResult): OperationOutcome =>
  isOutcomeUnknown(operation) ? 'outcome unknown' : operation.status;

export function formatTally({
  done,
  failed,
  unknown,
  notStarted,
}: Pick<ResultTally, 'done' | 'failed' | 'unknown' | 'notStarted'>): string {
  const others = [`${failed} failed`, `${unknown} outcome unknown`, `${notStarted} not started`];
  return [`${done} done`, ...others.filter((text) => !text.startsWith('0 '))].join(', ');
}

/** What somebody should do now. */
export function suggestNextStep(result: Result): string {
  if (result.refused) return 'Nothing was changed. Solve this, make a new plan and apply it.';
  const { failed, unknown, notStarted, warnings } = computeTally(result);
  if (unknown > 0)
    return `Whether some changes were made is not known. Resume the run: tenon apply --resume ${result.run}. Or make a new plan: it shows what the tenant has.`;
  if (failed > 0)
    return 'What is done stays done. Solve the problems above, then make a new plan and apply it: it holds only what is left.';
  if (notStarted > 0) return 'What is done stays done. Make a new plan and apply it: it holds only what is left.';
  return warnings > 0 ? 'Everything was done, and something was noticed: see above.' : 'The tenant is as the definition says.';
}
