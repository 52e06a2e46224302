import type { RunJournal } from '../../applier/run-journal.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type RecordRunInput, recordRun } from './record-run.ts';

/** Runs an apply and records it; does not start if it cannot be recorded. `untold`: why its result could not be written. */
export async function executeRecorded(
  input: RecordRunInput,
  work: (journal: RunJournal) => Promise<Result>,
): Promise<Outcome<{ readonly result: Result; readonly untold?: Problem }, Problem>> {
  const recorder = await recordRun(input);
  if (!recorder.ok) return failWith(recorder.error);
  const result = await work(recorder.value);
  const untold = await recorder.value.end(result);
  return succeed({ result, ...(untold ? { untold: { ...untold, severity: 'warning' } as const } : {}) });
}
