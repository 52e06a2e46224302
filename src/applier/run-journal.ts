import type { Operation } from '../model/plan/plan.ts';
import type { OperationResult } from '../model/plan/result.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * What outlives a crash. The apply waits for each of these before it goes on; a problem means that it could not be kept, and then nothing
 * more is begun.
 */
export interface RunJournal {
  /** The live state of what will be touched, before the first write. */
  recordStateBefore(state: Snapshot): Promise<Problem | undefined>;
  /** Before the first request of an operation. */
  recordBegin(operation: Operation): Promise<Problem | undefined>;
  /** After its last one. */
  recordEnd(result: OperationResult): Promise<Problem | undefined>;
}

export const NO_JOURNAL: RunJournal = {
  recordStateBefore: async () => undefined,
  recordBegin: async () => undefined,
  recordEnd: async () => undefined,
};
