import { isError } from '../../model/problem.ts';
import type { OperationResult, OperationStatus, Result } from '../../model/result.ts';

/** How an apply ended, operation by operation. Notes do nothing and are not counted. */
export interface Tally {
  readonly done: number;
  readonly failed: number;
  readonly notStarted: number;
  /** Things noticed on operations that are done. */
  readonly warnings: number;
}

export const performed = (result: Result): readonly OperationResult[] =>
  result.operations.filter(({ action }) => action !== 'note');

export function tallyOf(result: Result): Tally {
  const operations = performed(result);
  const count = (status: OperationStatus): number => operations.filter((one) => one.status === status).length;
  const noticed = operations.filter(({ status }) => status === 'done').flatMap(({ problems }) => problems);
  return { done: count('done'), failed: count('failed'), notStarted: count('not started'), warnings: noticed.length };
}

export const tallyText = ({ done, failed, notStarted }: Tally): string =>
  [`${done} done`, failed === 0 ? '' : `${failed} failed`, notStarted === 0 ? '' : `${notStarted} not started`]
    .filter(Boolean)
    .join(', ');

/** What somebody should do now. */
export function nextStep(result: Result): string {
  if (result.refused) return 'Nothing was changed. Solve this, make a new plan and apply it.';
  const { failed, notStarted, warnings } = tallyOf(result);
  if (isUnknown(result))
    return 'Whether some changes arrived is not known. Make a new plan: it shows what the tenant really took.';
  if (failed > 0)
    return 'What is done stays done. Solve the problems above, then make a new plan and apply it: it holds only what is left.';
  if (notStarted > 0) return 'What is done stays done. Make a new plan and apply it: it holds only what is left.';
  return warnings > 0 ? 'Everything was done, and something was noticed: see above.' : 'The tenant is as the definition says.';
}

const isUnknown = ({ operations }: Result): boolean =>
  operations.some(({ problems }) => problems.some((problem) => problem.code === 'outcome-unknown' && isError(problem)));
