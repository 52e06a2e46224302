import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from '../engine/api-call.ts';
import { getObject, getObjects, getString, getStrings } from '../engine/json-objects.ts';
import { badRequest } from '../http/refusal.ts';
import { getManagementAudience } from '../state/emulated-tenant.ts';
import { buildPermissionKey } from './users/permission-keys.ts';

/** Members of the Management API's resource server that can be patched (error catalog, other tools). Of the access, only that of users. */
const PATCHABLE_ON_MANAGEMENT_API = [
  'subject_type_authorization',
  'token_lifetime',
  'skip_consent_for_verifiable_first_party_clients',
];
const PATCHABLE_ON_OTHER_SYSTEM_APIS = [
  'token_lifetime',
  'proof_of_possession',
  'skip_consent_for_verifiable_first_party_clients',
  'authorization_policy',
  'subject_type_authorization',
];

/** Keeps the Management API's access of clients on their own behalf: a request that changes that of users cannot contain it. */
export function keepClientAccess(call: ApiCall, after: JsonObject, before: JsonObject): JsonObject {
  if (getString(after, 'identifier') !== getManagementAudience(call.tenant)) return after;
  const [kept, changed] = [getObject(before, 'subject_type_authorization'), getObject(after, 'subject_type_authorization')];
  return { ...after, subject_type_authorization: { ...kept, ...changed } };
}

export function checkSystemPatch(call: ApiCall, before: JsonObject, body: JsonObject): void {
  if (getObjectMember(before, 'is_system') !== true) return;
  const isManagement = getString(before, 'identifier') === getManagementAudience(call.tenant);
  const allowed = isManagement ? PATCHABLE_ON_MANAGEMENT_API : PATCHABLE_ON_OTHER_SYSTEM_APIS;
  const isClientAccess = isManagement && Object.hasOwn(getObject(body, 'subject_type_authorization'), 'client');
  if (isClientAccess || !Object.keys(body).every((name) => allowed.includes(name)))
    throw badRequest('System resource servers cannot be patched.', 'operation_not_supported');
}

/** Stricter than the API: the scopes of a resource server are unique. */
export function checkUniqueScopes(api: JsonObject): void {
  const values = getObjects(api, 'scopes').map((scope) => getString(scope, 'value'));
  if (new Set(values).size < values.length)
    throw badRequest("Payload validation error: 'Array items are not unique' on property scopes.");
}

/** Refuses to remove scopes that roles, users or grants use (seen in other tools; the API's message is not recorded). */
export function checkScopesInUse(call: ApiCall, after: JsonObject, before: JsonObject): void {
  const kept = new Set(getObjects(after, 'scopes').map((scope) => getString(scope, 'value')));
  const removed = getObjects(before, 'scopes')
    .map((scope) => getString(scope, 'value'))
    .filter((value) => !kept.has(value));
  const used = removed.filter((value) => isScopeUsed(call, before, value));
  if (used.length > 0) throw badRequest(`Scopes in use cannot be removed: ${used.join(', ')}`, 'scope_in_use');
}

function isScopeUsed(call: ApiCall, api: JsonObject, value: string): boolean {
  const key = buildPermissionKey(getString(api, 'id'), value);
  const { state } = call.tenant;
  if (state.getLinks('role-permissions').countTo(key) > 0 || state.getLinks('user-permissions').countTo(key) > 0) return true;
  const grants = state.getCollection('client-grants').find('audience', getString(api, 'identifier'));
  return grants.some(({ value: grant }) => getStrings(grant, 'scope').includes(value));
}

/** Stricter than the API may be: refuses to delete a resource server in use. Recordings always remove its users first. */
export function refuseUsedApi(call: ApiCall, api: JsonObject): void {
  const grants = call.tenant.state.getCollection('client-grants').find('audience', getString(api, 'identifier'));
  if (grants.length > 0) throw badRequest('The resource server has client grants. Delete them first.', 'resource_server_in_use');
  const used = getObjects(api, 'scopes').some((scope) => isScopeUsed(call, api, getString(scope, 'value')));
  if (used)
    throw badRequest(
      'The resource server has permissions that roles or users carry. Remove them first.',
      'resource_server_in_use',
    );
}
