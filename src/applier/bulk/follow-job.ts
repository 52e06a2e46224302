import { getObjectMember, isArray, isObject, type JsonObject, toJsonObject } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import { type ApplyContext, pauseFor } from '../apply-context.ts';
import { type BulkEntry, type BulkFile, type JobReport, listIdentifiers } from './bulk-file.ts';
import { describeRefusedEntry } from './import-problems.ts';

/** Polls a job until it ends, and reads which entries it refused. */
export async function followJob(file: BulkFile, started: JsonObject, context: ApplyContext): Promise<JobReport> {
  const { job } = file.bulk;
  const id = getObjectMember(started, 'id') ?? null;
  const last = await pollJob(file, fillPath(job.path, { id }), started, context);
  const status = last && String(getObjectMember(last, 'status'));
  const isRunning = status !== undefined && job.running.includes(status);
  if (!last || isRunning) return { status, isRunning, isComplete: false, refused: new Map() };
  const summary = toJsonObject(getObjectMember(last, 'summary') ?? {});
  const failed = Number(getObjectMember(summary, 'failed') ?? Number.NaN);
  const refused = failed === 0 ? new Map<string, Problem>() : await readRefused(file, fillPath(job.errorsPath, { id }), context);
  return { status, isRunning, isComplete: status === job.completed && refused.size === failed, refused };
}

/** Returns the job as it was last seen; undefined if it could not be read. */
async function pollJob(
  { bulk }: BulkFile,
  path: string,
  started: JsonObject,
  { api, readyPolling, lostAnswerRetry, yieldSlot }: ApplyContext,
): Promise<JsonObject | undefined> {
  let last = started;
  for (let look = 1; look <= readyPolling.looks; look += 1) {
    const answer = await api.get(path);
    // A few 404 answers are tolerated, because reads lag behind writes.
    if (!answer.ok && !(answer.error.status === 404 && look < lostAnswerRetry.attempts)) return undefined;
    if (answer.ok && isObject(answer.value.body)) last = answer.value.body;
    if (!bulk.job.running.includes(String(getObjectMember(last, 'status')))) return last;
    await yieldSlot(pauseFor(readyPolling.everyMs));
  }
  return last;
}

async function readRefused(file: BulkFile, path: string, { api }: ApplyContext): Promise<ReadonlyMap<string, Problem>> {
  const answer = await api.get(path);
  const reports = answer.ok && isArray(answer.value.body) ? answer.value.body.filter(isObject) : [];
  const byIdentifier = new Map(
    file.entries.flatMap((entry) => listIdentifiers(file.type, entry.body).map((name): [string, BulkEntry] => [name, entry])),
  );
  return new Map(
    reports.flatMap((report): [string, Problem][] => {
      const [identifier] = listIdentifiers(file.type, toJsonObject(getObjectMember(report, 'user') ?? {}));
      const entry = byIdentifier.get(identifier ?? '');
      return entry ? [[entry.operation.id, describeRefusedEntry(entry, getObjectMember(report, 'errors'))]] : [];
    }),
  );
}
