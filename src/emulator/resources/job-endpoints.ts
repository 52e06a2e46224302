import type { JsonObject } from '../../model/json/json-value.ts';
import { buildImportJob, requireImportConnection, requireImportSlot } from '../behaviour/jobs/import-job.ts';
import { parseImportFile } from '../behaviour/jobs/parse-import-file.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, omitInternal, toObject } from '../engine/json-objects.ts';
import { answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';

/** The data of a job is deleted after 24 hours (documentation of bulk imports). */
const KEPT_MS = 86_400_000;

function requireJob(call: ApiCall): JsonObject {
  const found = call.tenant.state.getCollection('jobs').get(getPathParameter(call, 'id'));
  if (found === undefined || call.tenant.clock.peek().getTime() - Date.parse(getString(found, 'created_at')) > KEPT_MS)
    throw notFound('Job not found.', 'inexistent_job');
  return found;
}

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/jobs/users-imports',
    scopes: ['create:users'],
    multipart: true,
    handle: (call) => {
      const body = toObject(call.body);
      const connection = requireImportConnection(call, getString(body, 'connection_id'));
      const users = parseImportFile(getString(body, 'users'));
      requireImportSlot(call.tenant);
      const job = buildImportJob(call, body, connection, users);
      call.tenant.state.getCollection('jobs').put(getString(job, 'id'), job);
      return { status: 202, body: omitInternal(job) };
    },
  },
  {
    method: 'GET',
    path: '/jobs/{id}',
    scopes: ['create:users', 'read:users'],
    handle: (call) => answerOk(omitInternal(requireJob(call))),
  },
  {
    method: 'GET',
    path: '/jobs/{id}/errors',
    scopes: ['create:users', 'read:users'],
    handle: (call) => {
      const errors = getObjects(requireJob(call), '$errors');
      return errors.length === 0 ? NO_CONTENT : answerOk([...errors]);
    },
  },
];

export const jobEndpoints: EndpointSet = { routes };
