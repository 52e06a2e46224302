import { getObjectMember, isObject, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { textOf, without } from '../../engine/objects.ts';

export const newSecret = (call: Call, body: JsonObject): JsonObject =>
  usesKeys(body) || textOf(body, 'app_type') === 'express_configuration' ? {} : { client_secret: call.tenant.ids.base62(64) };

export const usesKeys = (client: JsonObject): boolean => isObject(getObjectMember(client, 'client_authentication_methods'));

/** With keys there is no secret; going back to a secret makes one (recorded traffic). */
export function withAuthentication(call: Call, after: JsonObject, before: JsonObject, body: JsonObject): JsonObject {
  const echoed = Object.hasOwn(body, 'cross_origin_authentication')
    ? { ...after, cross_origin_auth: getObjectMember(after, 'cross_origin_authentication') ?? false }
    : after;
  if (usesKeys(echoed)) return without(echoed, ['client_secret', 'token_endpoint_auth_method']);
  return usesKeys(before) && getObjectMember(echoed, 'client_secret') === undefined
    ? { ...echoed, client_secret: call.tenant.ids.base62(64) }
    : echoed;
}

/** Each new client may use every connection there is, unless the tenant says otherwise (tenant settings documentation). */
export function enableEverywhere(call: Call, client: string): void {
  for (const { id } of call.tenant.state.collection('connections').entries())
    call.tenant.state.links('connection-clients').put(id, client);
}

/** Grants, connections, organizations and credentials of a client go with it. */
export function forgetClient(call: Call, id: string): void {
  const { state } = call.tenant;
  state.links('connection-clients').removeTo(id);
  state.links('organization-clients').removeTo(id);
  for (const grant of state.collection('client-grants').find('client', id)) {
    state.links('organization-client-grants').removeTo(grant.id);
    state.collection('client-grants').delete(grant.id);
  }
  for (const credential of state.collection('client_credentials').find('parent', id))
    state.collection('client_credentials').delete(credential.id);
}
