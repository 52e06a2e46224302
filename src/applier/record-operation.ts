import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { ChangeOperation } from '../model/plan/operation.ts';
import type { OperationResult } from '../model/plan/result.ts';
import type { Problem } from '../model/problem/problem.ts';
import { describeUnexpectedError } from '../model/problem/unexpected-error.ts';
import type { ApplyContext, ApplyEvent } from './apply-context.ts';
import type { RunJournal } from './run-journal.ts';
import { buildNotStarted } from './schedule/operation-queue.ts';
import type { PerformedOperation } from './send/operation-progress.ts';
import { performOperation } from './send/perform-operation.ts';
import type { RunWatch } from './send/watch-other-runs.ts';

/** Where the beginnings and ends of operations are recorded. */
export interface OperationRecorder {
  readonly journal: RunJournal;
  readonly onEvent?: (event: ApplyEvent) => void | Promise<void>;
  readonly watch: RunWatch | undefined;
}

/** Performs one operation between the records of its beginning and its end. */
export async function performRecorded(
  operation: ChangeOperation,
  context: ApplyContext,
  recorder: OperationRecorder,
): Promise<OperationResult> {
  const beginProblem = await recordBegin(operation, recorder);
  const performed = beginProblem
    ? { ok: false, problems: [beginProblem] }
    : await performOperation(operation, context).catch(buildFaultOutcome(operation));
  return recordEnd(operation, performed, recorder);
}

/** Returns a problem if the beginning could not be recorded, so that the operation must not start. */
export async function recordBegin(
  operation: ChangeOperation,
  { journal, onEvent }: OperationRecorder,
): Promise<Problem | undefined> {
  const problem = await journal.recordBegin(operation);
  await onEvent?.({ kind: 'started', operation });
  return problem;
}

export async function recordEnd(
  operation: ChangeOperation,
  performed: PerformedOperation,
  { journal, onEvent, watch }: OperationRecorder,
): Promise<OperationResult> {
  const ownResult = toOperationResult(operation, performed);
  const result = watch ? await watch.examine(ownResult) : ownResult;
  const endProblem = await journal.recordEnd(result);
  // The operation is done even if the journal could not record it, so this is only a warning.
  const reported = endProblem
    ? { ...result, problems: [...result.problems, { ...endProblem, severity: 'warning' } as const] }
    : result;
  await onEvent?.({ kind: 'finished', result: reported });
  return reported;
}

function toOperationResult(operation: ChangeOperation, performed: PerformedOperation): OperationResult {
  const { because: _, ...known } = buildNotStarted(operation, '');
  return {
    ...known,
    status: performed.ok ? 'done' : 'failed',
    problems: performed.problems,
    ...(performed.partly ? { partly: true } : {}),
    ...omitUndefined({ liveId: performed.liveId }),
  };
}

/** A bug in tenon fails one operation; the others are still reported. `partly`, because requests may have been sent before it. */
export const buildFaultOutcome =
  (operation: ChangeOperation) =>
  (error: unknown): PerformedOperation => ({
    ok: false,
    partly: true,
    problems: [
      {
        code: 'internal',
        severity: 'error',
        message: describeUnexpectedError(error),
        place: { kind: 'address', address: operation.address },
        hint: 'This is a bug in tenon; please report it. Plan again: the new plan shows what is missing.',
      },
    ],
  });
