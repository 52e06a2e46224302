import type { Journal } from '../../applier/journal.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type Recording, recordRun } from './record.ts';

/** Performs an apply that leaves behind what it did. Where that cannot be written, nothing is begun. */
export async function recorded(
  recording: Recording,
  work: (journal: Journal) => Promise<Result>,
): Promise<Outcome<{ readonly result: Result; readonly untold?: Problem }, Problem>> {
  const recorder = await recordRun(recording);
  if (!recorder.ok) return failure(recorder.error);
  const result = await work(recorder.value);
  const untold = await recorder.value.end(result);
  return success({ result, ...(untold ? { untold: { ...untold, severity: 'warning' } as const } : {}) });
}
