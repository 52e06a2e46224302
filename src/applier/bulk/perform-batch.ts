import type { ChangeOperation } from '../../model/plan/operation.ts';
import type { OperationResult } from '../../model/plan/result.ts';
import type { ApplyContext } from '../apply-context.ts';
import { buildFaultOutcome, type OperationRecorder, recordBegin } from '../record-operation.ts';
import { buildNotStarted } from '../schedule/operation-queue.ts';
import { buildFailure, type PerformedOperation } from '../send/operation-progress.ts';
import { type BulkEntry, type BulkFile, buildFiles } from './bulk-file.ts';
import { importFile } from './import-file.ts';

export interface BatchRecorder extends OperationRecorder {
  /** Records the end of an operation. */
  readonly recordResult: (operation: ChangeOperation, performed: PerformedOperation) => Promise<OperationResult>;
  /** Once this returns a reason, no further file is sent. */
  readonly getStopReason: () => string | undefined;
}

/** Creates the resources of a batch by import jobs, one file after another. Returns a result for each operation, in the same order. */
export async function performBatch(
  batch: readonly ChangeOperation[],
  context: ApplyContext,
  recorder: BatchRecorder,
): Promise<readonly OperationResult[]> {
  const { files, unresolved } = buildFiles(batch, context);
  const results = new Map<string, OperationResult>();
  for (const { operation, problem } of unresolved) {
    await recordBegin(operation, recorder);
    results.set(operation.id, await recorder.recordResult(operation, buildFailure([problem])));
  }
  for (const file of files) {
    if (recorder.getStopReason() !== undefined) break;
    for (const result of await importRecorded(file, context, recorder)) results.set(result.id, result);
  }
  const because = recorder.getStopReason() ?? 'its batch was not sent';
  return batch.map((operation) => results.get(operation.id) ?? buildNotStarted(operation, because));
}

/** The records of a file are written together, so that the journal needs few flushes. */
async function importRecorded(
  file: BulkFile,
  context: ApplyContext,
  recorder: BatchRecorder,
): Promise<readonly OperationResult[]> {
  const unrecorded = new Map<string, PerformedOperation>();
  const begin = async ({ operation }: BulkEntry): Promise<void> => {
    const problem = await recordBegin(operation, recorder);
    if (problem) unrecorded.set(operation.id, buildFailure([problem]));
  };
  await Promise.all(file.entries.map(begin));
  const entries = file.entries.filter(({ operation }) => !unrecorded.has(operation.id));
  const faults = (error: unknown) => new Map(entries.map(({ operation }) => [operation.id, buildFaultOutcome(operation)(error)]));
  const outcome = await importFile({ ...file, entries }, context).catch(faults);
  const end = ({ operation }: BulkEntry): Promise<OperationResult> =>
    recorder.recordResult(operation, unrecorded.get(operation.id) ?? outcome.get(operation.id) ?? buildFailure([]));
  return Promise.all(file.entries.map(end));
}
