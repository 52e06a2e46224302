import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getObjects, getString, omit } from '../../engine/json-objects.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';
import { isActiveJob } from './import-job.ts';
import { importUser } from './import-user.ts';

/**
 * Advances every active job by one step. Called with each request to the API, so jobs run in the background and still the same in
 * every run: a job is pending for one request, has imported half of its users after the second, and is done after the third.
 */
export function advanceJobs(tenant: EmulatedTenant): void {
  const jobs = tenant.state.getCollection('jobs');
  for (const { id, value } of [...jobs.entries()].filter((entry) => isActiveJob(entry.value)))
    jobs.put(id, advanceJob(tenant, value));
}

const readCount = (job: JsonObject, name: string): number => Number(getObjectMember(job, name) ?? 0);

function advanceJob(tenant: EmulatedTenant, job: JsonObject): JsonObject {
  const steps = readCount(job, '$steps') + 1;
  if (steps === 1) return { ...job, $steps: steps };
  const waiting = getObjects(job, '$users');
  const share = steps === 2 ? Math.ceil(waiting.length / 2) : waiting.length;
  const limit = getObjectMember(job, '$stop_after');
  const left = typeof limit === 'number' ? limit - readCount(job, '$done') : Number.POSITIVE_INFINITY;
  const after = importUsers(tenant, job, waiting.slice(0, Math.min(share, left)));
  const rest = waiting.slice(share);
  if (left < share || (left === share && rest.length > 0)) return finishJob({ ...after, status: 'failed' });
  if (rest.length === 0) return finishJob({ ...after, status: 'completed' });
  return { ...after, status: 'processing', percentage_done: 50, time_left_seconds: 1, $users: rest, $steps: steps };
}

function importUsers(tenant: EmulatedTenant, job: JsonObject, users: readonly JsonObject[]): JsonObject {
  const outcomes = users.map((user) => importUser(tenant, job, user));
  const count = (kind: string): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const refused = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.report] : []));
  return {
    ...job,
    $done: readCount(job, '$done') + users.length,
    $inserted: readCount(job, '$inserted') + count('inserted'),
    $updated: readCount(job, '$updated') + count('updated'),
    $errors: [...getObjects(job, '$errors'), ...refused],
  };
}

/** A finished job has a summary; of its users only those that were refused are kept. */
function finishJob(job: JsonObject): JsonObject {
  const [inserted, updated] = [readCount(job, '$inserted'), readCount(job, '$updated')];
  const failed = getObjects(job, '$errors').length;
  const summary = { failed, updated, inserted, total: failed + updated + inserted };
  return { ...omit(job, ['$users', 'percentage_done', 'time_left_seconds']), summary };
}

/** Makes a job fail after it has handled this many users: a fault. */
export function stopJobAfter(tenant: EmulatedTenant, job: JsonObject, users: number): void {
  const jobs = tenant.state.getCollection('jobs');
  const id = getString(job, 'id');
  const found = jobs.get(id);
  if (found !== undefined) jobs.put(id, { ...found, $stop_after: users });
}
