import type { JsonObject } from '../../model/json/json-value.ts';
import {
  CONNECTION_KEYS,
  ensureConnectionKeys,
  hasSigningKeys,
  listConnectionKeys,
  rotateConnectionKeys,
} from '../behaviour/connections/connection-keys.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omitInternal } from '../engine/json-objects.ts';
import { type Answer, answerCreated, answerOk } from '../http/http-answer.ts';
import { badRequest, conflict } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import { requireConnectionId } from './connection-client-endpoints.ts';

const PATH = '/connections/{id}/keys';

function list(call: ApiCall): Answer {
  const keys = listConnectionKeys(call, requireConnectionId(call));
  if (keys.length === 0) throw badRequest('keys are not available for this connection', 'operation_not_supported');
  return answerOk(keys.map(omitInternal));
}

function requireSigningConnection(call: ApiCall): JsonObject {
  const connection = getStoredObject(call.tenant, 'connections', requireConnectionId(call));
  if (!hasSigningKeys(connection))
    throw badRequest('Connection is not configured to use JWT Client Authentication', 'operation_not_supported');
  return connection;
}

function create(call: ApiCall): Answer {
  const connection = requireSigningConnection(call);
  const id = getString(connection, 'id');
  if (listConnectionKeys(call, id).length > 0)
    throw conflict('Keys have already been created for this connection.', 'connection_keys_conflict');
  ensureConnectionKeys(call, connection);
  return answerCreated(listConnectionKeys(call, id).map(omitInternal));
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:connections_keys'], handle: list },
  { method: 'POST', path: PATH, scopes: ['create:connections_keys'], handle: create },
  {
    method: 'POST',
    path: `${PATH}/rotate`,
    scopes: ['create:connections_keys', 'update:connections_keys'],
    handle: (call) => answerCreated(omitInternal(rotateConnectionKeys(call, requireSigningConnection(call)))),
  },
];

export const connectionKeyEndpoints: EndpointSet = {
  routes,
  indexes: { [CONNECTION_KEYS]: { parent: (key) => [getString(key, '$connection')] } },
};
