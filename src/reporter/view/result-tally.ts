import { isOutcomeUnknown, type OperationResult, type OperationStatus, type Result } from '../../model/plan/result.ts';
import { formatCount } from '../../model/wording.ts';

/** How many operations of an apply ended in each way. Notes change nothing and are not counted. */
export interface ResultTally {
  readonly done: number;
  readonly failed: number;
  /** Failed, and it is unknown whether the tenant was changed. */
  readonly unknown: number;
  readonly notStarted: number;
  /** Problems reported for operations that are done. */
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

/** The status shown to people. A failed operation that may have changed the tenant is `outcome unknown`. */
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
  return [`${formatCount(done, 'operation')} done`, ...others.filter((text) => !text.startsWith('0 '))].join(', ');
}

/** Whether a resource was created without the ticket that belongs to it: a new plan would not make that up. */
const isTicketMissing = ({ partly, problems }: OperationResult): boolean =>
  partly === true && problems.some(({ code }) => code === 'ticket-undelivered');

/** Says what to do after an apply. */
export function suggestNextStep(result: Result): string {
  if (result.refused) return 'Nothing was changed. Fix these problems, then plan and apply again.';
  const { failed, unknown, notStarted, warnings } = computeTally(result);
  if (unknown > 0)
    return `It is unknown whether some changes were made. Resume the run with: tenon apply --resume ${result.run}. Or plan again to compare with what the tenant has now.`;
  if (result.operations.some(isTicketMissing))
    return `Completed changes are kept. Fix the problems above, then resume the run, which makes the missing tickets: tenon apply --resume ${result.run}`;
  if (failed > 0)
    return 'Completed changes are kept. Fix the problems above, then plan and apply again: the new plan contains only the remaining changes.';
  if (notStarted > 0)
    return `Completed changes are kept. Make the remaining ones with: tenon apply --resume ${result.run}. Or plan and apply again.`;
  if (warnings > 0) return 'All changes were applied, with warnings: see above.';
  if (result.only !== undefined) return 'All selected changes were applied. Plan without --only to see what is left.';
  return result.notes !== undefined
    ? 'All changes were applied. The notes of the plan say what tenon leaves unchanged.'
    : 'The tenant matches the definition.';
}
