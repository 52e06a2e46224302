import type { JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { isError } from '../../model/problem/problem.ts';
import { decodeResource, getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ApplyContext } from '../apply-context.ts';
import { buildFailure, type PerformedOperation } from '../send/operation-progress.ts';
import { compareAnswer } from '../verify/compare-answer.ts';
import type { BulkEntry, BulkFile, JobReport } from './bulk-file.ts';
import { findEntry, recoverEntries } from './find-entries.ts';
import { followJob } from './follow-job.ts';
import { describeLostEntry, describeMissingEntry } from './import-problems.ts';
import { sendJob } from './send-job.ts';

/** How each operation of a file ended, by its id. */
export type BulkOutcome = Map<string, PerformedOperation>;

/**
 * Imports a file with a job and waits until it is done. If the answer to the start of the job is lost, looks the resources up first, and
 * sends only those again that the tenant does not have. Nothing is created twice, because an import refuses existing resources.
 */
export async function importFile(file: BulkFile, context: ApplyContext): Promise<BulkOutcome> {
  const outcome: BulkOutcome = new Map();
  let open = file.entries;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const sent = await sendJob(file, open, context);
    if (sent.ok) {
      await recordReport(file, open, await followJob(file, sent.value, context), { context, outcome, isRepeated: attempt > 1 });
      return outcome;
    }
    if (sent.error.carriedOut === 'no') return recordAll(outcome, open, () => buildFailure([sent.error.problem]));
    const recovered = await recoverEntries(file, open, context);
    for (const { entry, live } of recovered.found) outcome.set(entry.operation.id, recordFound(file, entry, live, context));
    open = open.filter(({ operation }) => !outcome.has(operation.id));
    const failure = recovered.failure ?? (attempt < context.lostAnswerRetry.attempts ? undefined : sent.error);
    if (failure) return recordAll(outcome, open, (entry) => buildFailure([describeLostEntry(entry, failure)]));
  }
  return outcome;
}

function recordAll(
  outcome: BulkOutcome,
  entries: readonly BulkEntry[],
  toOutcome: (entry: BulkEntry) => PerformedOperation,
): BulkOutcome {
  for (const entry of entries) outcome.set(entry.operation.id, toOutcome(entry));
  return outcome;
}

interface Recording {
  readonly context: ApplyContext;
  readonly outcome: BulkOutcome;
  /** Whether an earlier job, whose answer was lost, may have created some of the resources. */
  readonly isRepeated: boolean;
}

/**
 * Records what a job reports. Resources are looked up only if something depends on their ids, or if the report does not say what became
 * of them.
 */
async function recordReport(
  file: BulkFile,
  entries: readonly BulkEntry[],
  report: JobReport,
  { context, outcome, isRepeated }: Recording,
): Promise<void> {
  const settle = async (entry: BulkEntry): Promise<PerformedOperation> => {
    const refused = report.refused.get(entry.operation.id);
    if (refused && !isRepeated) return buildFailure([refused]);
    if (!refused && report.isComplete && !context.neededIds.has(entry.operation.id)) return { ok: true, problems: [] };
    const found = await findEntry(file, entry, context, report.isComplete && !refused);
    if (!found.ok) return buildFailure([describeLostEntry(entry, found.error)]);
    if (found.value) return recordFound(file, entry, found.value, context);
    return buildFailure([refused ?? describeMissingEntry(entry, report)]);
  };
  await Promise.all(entries.map(async (entry) => outcome.set(entry.operation.id, await settle(entry))));
}

/** Records the id of a created resource, and verifies that it has the values that were sent. */
function recordFound(
  file: BulkFile,
  { operation, body }: BulkEntry,
  live: JsonObject,
  context: ApplyContext,
): PerformedOperation {
  const liveId = getResourceId(file.type, live);
  if (liveId !== undefined) context.createdIds.set(operation.address, liveId);
  const sent = decodeResource(file.type, '', body);
  const problems = compareAnswer(operation.address, getResourceShape(file.type), sent, live, undefined, new Set());
  const isTaken = !problems.some(isError);
  return { ok: isTaken, problems, ...(isTaken ? {} : { partly: true }), ...omitUndefined({ liveId }) };
}
