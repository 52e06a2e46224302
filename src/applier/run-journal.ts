import type { ChangeOperation } from '../model/plan/operation.ts';
import type { OperationResult } from '../model/plan/result.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * The record of a run that survives a crash. The apply awaits each call before it continues. If a call returns a problem, the record could
 * not be written and no further operation starts.
 */
export interface RunJournal {
  /** Called before the first write, with the live state of every resource that the plan touches. */
  recordStateBefore(state: Snapshot): Promise<Problem | undefined>;
  /** Called before the first request of an operation. */
  recordBegin(operation: ChangeOperation): Promise<Problem | undefined>;
  /** Called after the last request of an operation. */
  recordEnd(result: OperationResult): Promise<Problem | undefined>;
}

export const NO_JOURNAL: RunJournal = {
  recordStateBefore: async () => undefined,
  recordBegin: async () => undefined,
  recordEnd: async () => undefined,
};
