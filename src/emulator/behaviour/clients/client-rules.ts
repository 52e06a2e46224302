import { getObjectMember, isObject, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getString, getStrings } from '../../engine/json-objects.ts';
import { badRequest, forbidden, notFound } from '../../http/refusal.ts';
import { checkDocumentClient } from './document-client-rules.ts';
import { checkStrictClient } from './strict-client-rules.ts';

/** Refuses an invalid client. `client` is its state after the request. */
export function checkClient(call: ApiCall, client: JsonObject, before: JsonObject | undefined, body: JsonObject): void {
  checkAuthentication(body, before);
  checkDefaultOrganization(call, body);
  checkThirdParty(client, body);
  checkStrictClient(call.tenant, client, before, body);
  checkDocumentClient(before, body);
  checkFixedMembers(body, before);
  checkLinkedApi(call, body);
  checkLogoutInitiators(body);
}

/** Refuses `selected_initiators` beside the mode `all`, which already includes every initiator (API reference). */
function checkLogoutInitiators(body: JsonObject): void {
  for (const name of ['oidc_logout', 'oidc_backchannel_logout']) {
    const initiators = getObject(getObject(body, name), 'backchannel_logout_initiators');
    if (getString(initiators, 'mode') === 'all' && getStrings(initiators, 'selected_initiators').length > 0)
      throw badRequest(`selected_initiators cannot be set when the mode of ${name} is all.`);
  }
}

/** Requires that a request that sets key authentication also unsets the other method (recorded traffic). */
function checkAuthentication(body: JsonObject, before: JsonObject | undefined): void {
  if (!isObject(getObjectMember(body, 'client_authentication_methods'))) return;
  const method = Object.hasOwn(body, 'token_endpoint_auth_method')
    ? body.token_endpoint_auth_method
    : before?.token_endpoint_auth_method;
  if (typeof method === 'string')
    throw badRequest('token_endpoint_auth_method must be null when client_authentication_methods is set.');
}

/** Refuses an unknown default organization. The status 400 is recorded, the message is not. */
function checkDefaultOrganization(call: ApiCall, body: JsonObject): void {
  const id = getString(getObject(body, 'default_organization'), 'organization_id');
  if (id !== '' && !call.tenant.state.getCollection('organizations').has(id))
    throw badRequest('The default organization does not exist.');
}

function checkThirdParty(client: JsonObject, body: JsonObject): void {
  if (getObjectMember(client, 'is_first_party') !== false) return;
  const requestsOrganizations = ['organization_usage', 'organization_require_behavior'].some(
    (name) => typeof getObjectMember(body, name) === 'string' && getObjectMember(body, name) !== 'deny',
  );
  if (!requestsOrganizations) return;
  throw forbidden(
    'Organizations are only available to first party clients on user-based flows. Properties organization_usage and organization_require_behavior must be unset for third party clients.',
  );
}

/** Refuses changes of immutable members. Sending the current value again is allowed. */
function checkFixedMembers(body: JsonObject, before: JsonObject | undefined): void {
  if (before === undefined) return;
  for (const name of ['is_first_party', 'third_party_security_mode']) {
    if (Object.hasOwn(body, name) && body[name] !== getObjectMember(before, name))
      throw badRequest(`${name} cannot be changed.`, 'operation_not_supported');
  }
}

function checkLinkedApi(call: ApiCall, body: JsonObject): void {
  const identifier = getString(body, 'resource_server_identifier');
  if (identifier === '') return;
  const known = call.tenant.state.getCollection('resource-servers').find('identifier', identifier).length > 0;
  if (!known) throw notFound('The resource server does not exist', 'inexistent_resource_server');
}
