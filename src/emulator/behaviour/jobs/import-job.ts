import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString, omit } from '../../engine/json-objects.ts';
import { badRequest, Refusal } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

/** Import jobs that may be active at the same time (documentation of bulk imports). */
const MAX_ACTIVE_JOBS = 2;

export const isActiveJob = (job: JsonObject): boolean => ['pending', 'processing'].includes(getString(job, 'status'));

/** Returns the connection to import into. Messages are those of the API reference; the error codes are unproven. */
export function requireImportConnection(call: ApiCall, id: string): JsonObject {
  const connection = call.tenant.state.getCollection('connections').get(id);
  if (connection === undefined) throw badRequest('The connection does not exist.', 'inexistent_connection');
  if (getString(connection, 'strategy') !== 'auth0')
    throw badRequest('Connection must be a database connection.', 'operation_not_supported');
  if (call.tenant.state.getLinks('connection-clients').countFrom(id) === 0)
    throw badRequest('Connection must be enabled.', 'operation_not_supported');
  return connection;
}

export function requireImportSlot({ state }: EmulatedTenant): void {
  const active = [...state.getCollection('jobs').entries()].filter(({ value }) => isActiveJob(value));
  if (active.length < MAX_ACTIVE_JOBS) return;
  throw new Refusal(
    429,
    `There are ${MAX_ACTIVE_JOBS} active import users jobs, please wait until some of them are finished and try again`,
    'too_many_requests',
  );
}

/** Builds a pending job. What is still to do is in internal members. */
export function buildImportJob(
  call: ApiCall,
  body: JsonObject,
  connection: JsonObject,
  users: readonly JsonObject[],
): JsonObject {
  return {
    status: 'pending',
    type: 'users_import',
    created_at: call.tenant.clock.stamp(),
    id: `job_${call.tenant.ids.makeBase62(16)}`,
    connection: getString(connection, 'name'),
    ...omit(body, ['users', 'upsert', 'send_completion_email']),
    upsert: body.upsert === 'true',
    send_completion_email: body.send_completion_email !== 'false',
    $users: [...users],
    $errors: [],
    $inserted: 0,
    $updated: 0,
    $steps: 0,
  };
}
