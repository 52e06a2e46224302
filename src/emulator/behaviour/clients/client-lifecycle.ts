import { getObjectMember, isObject, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString, omit } from '../../engine/json-objects.ts';

export const makeClientSecret = (call: ApiCall, body: JsonObject): JsonObject =>
  hasKeyAuthentication(body) || getString(body, 'app_type') === 'express_configuration'
    ? {}
    : { client_secret: call.tenant.ids.makeBase62(64) };

export const hasKeyAuthentication = (client: JsonObject): boolean =>
  isObject(getObjectMember(client, 'client_authentication_methods'));

/** Removes the secret of a client that authenticates with keys, and creates one when it switches back (recorded traffic). */
export function applyAuthentication(call: ApiCall, after: JsonObject, before: JsonObject, body: JsonObject): JsonObject {
  const mirrored = Object.hasOwn(body, 'cross_origin_authentication')
    ? { ...after, cross_origin_auth: getObjectMember(after, 'cross_origin_authentication') ?? false }
    : after;
  if (hasKeyAuthentication(mirrored)) return omit(mirrored, ['client_secret', 'token_endpoint_auth_method']);
  return hasKeyAuthentication(before) && getObjectMember(mirrored, 'client_secret') === undefined
    ? { ...mirrored, client_secret: call.tenant.ids.makeBase62(64) }
    : mirrored;
}

/** Enables a new client on every connection unless `enable_client_connections` is false (documentation of tenant settings). */
export function enableOnAllConnections(call: ApiCall, client: string): void {
  for (const { id } of call.tenant.state.getCollection('connections').entries())
    call.tenant.state.getLinks('connection-clients').put(id, client);
}

/** Deletes the grants, credentials, and connection and organization links of a client that is deleted. */
export function cleanUpClient(call: ApiCall, id: string): void {
  const { state } = call.tenant;
  state.getLinks('connection-clients').removeTo(id);
  state.getLinks('organization-clients').removeTo(id);
  for (const grant of state.getCollection('client-grants').find('client', id)) {
    state.getLinks('organization-client-grants').removeTo(grant.id);
    state.getCollection('client-grants').delete(grant.id);
  }
  for (const credential of state.getCollection('client_credentials').find('parent', id))
    state.getCollection('client_credentials').delete(credential.id);
}
