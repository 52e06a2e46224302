import type { JsonObject } from '../../model/json/json-value.ts';
import { ensureKeys, KEYS, keysOf, rotateKeys, usesKeys } from '../behaviour/connections/connection-keys.ts';
import type { Call, Route } from '../engine/call.ts';
import { textOf, visible } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, created, ok } from '../http/answer.ts';
import { badRequest, conflict } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';
import { connectionId } from './connection-clients.ts';

const PATH = '/connections/{id}/keys';

function list(call: Call): Answer {
  const keys = keysOf(call, connectionId(call));
  if (keys.length === 0) throw badRequest('keys are not available for this connection', 'operation_not_supported');
  return ok(keys.map(visible));
}

function signingConnection(call: Call): JsonObject {
  const connection = need(call.tenant, 'connections', connectionId(call));
  if (!usesKeys(connection))
    throw badRequest('Connection is not configured to use JWT Client Authentication', 'operation_not_supported');
  return connection;
}

function create(call: Call): Answer {
  const connection = signingConnection(call);
  const id = textOf(connection, 'id');
  if (keysOf(call, id).length > 0)
    throw conflict('Keys have already been created for this connection.', 'connection_keys_conflict');
  ensureKeys(call, connection);
  return created(keysOf(call, id).map(visible));
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:connections_keys'], handle: list },
  { method: 'POST', path: PATH, scopes: ['create:connections_keys'], handle: create },
  {
    method: 'POST',
    path: `${PATH}/rotate`,
    scopes: ['create:connections_keys', 'update:connections_keys'],
    handle: (call) => created(visible(rotateKeys(call, signingConnection(call)))),
  },
];

export const connectionKeys: Resource = { routes, indexes: { [KEYS]: { parent: (key) => [textOf(key, '$connection')] } } };
