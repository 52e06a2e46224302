import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { Call } from '../engine/call.ts';
import { objectsOf, textOf, textsOf } from '../engine/objects.ts';
import { badRequest } from '../http/refusal.ts';
import { managementAudience } from '../state/tenant.ts';
import { permissionKey } from './users/permissions.ts';

/** Members of system APIs that may be patched all the same (error catalogue and tools' own lists). */
const PATCHABLE_ON_MANAGEMENT_API = ['subject_type_authorization', 'token_lifetime'];
const PATCHABLE_ON_OTHER_SYSTEM_APIS = [
  'token_lifetime',
  'proof_of_possession',
  'skip_consent_for_verifiable_first_party_clients',
  'authorization_policy',
  'subject_type_authorization',
];

export function checkSystemPatch(call: Call, before: JsonObject, body: JsonObject): void {
  if (getObjectMember(before, 'is_system') !== true) return;
  const isManagement = textOf(before, 'identifier') === managementAudience(call.tenant);
  const allowed = isManagement ? PATCHABLE_ON_MANAGEMENT_API : PATCHABLE_ON_OTHER_SYSTEM_APIS;
  if (!Object.keys(body).every((name) => allowed.includes(name)))
    throw badRequest('System resource servers cannot be patched.', 'operation_not_supported');
}

/** Strict: a scope stands once in its API. */
export function checkScopes(api: JsonObject): void {
  const values = objectsOf(api, 'scopes').map((scope) => textOf(scope, 'value'));
  if (new Set(values).size < values.length)
    throw badRequest("Payload validation error: 'Array items are not unique' on property scopes.");
}

/** Scopes that roles, users or grants carry cannot be taken away (other tools' experience; what the API says is not recorded). */
export function checkScopesInUse(call: Call, after: JsonObject, before: JsonObject): void {
  const kept = new Set(objectsOf(after, 'scopes').map((scope) => textOf(scope, 'value')));
  const gone = objectsOf(before, 'scopes')
    .map((scope) => textOf(scope, 'value'))
    .filter((value) => !kept.has(value));
  const used = gone.filter((value) => isScopeUsed(call, before, value));
  if (used.length > 0) throw badRequest(`Scopes in use cannot be removed: ${used.join(', ')}`, 'scope_in_use');
}

function isScopeUsed(call: Call, api: JsonObject, value: string): boolean {
  const key = permissionKey(textOf(api, 'id'), value);
  const { state } = call.tenant;
  if (state.links('role-permissions').countTo(key) > 0 || state.links('user-permissions').countTo(key) > 0) return true;
  const grants = state.collection('client-grants').find('audience', textOf(api, 'identifier'));
  return grants.some(({ value: grant }) => textsOf(grant, 'scope').includes(value));
}

/** Strict: an API that grants, roles or users refer to cannot be deleted; recordings only show the orderly way round. */
export function refuseUsedApi(call: Call, api: JsonObject): void {
  const grants = call.tenant.state.collection('client-grants').find('audience', textOf(api, 'identifier'));
  if (grants.length > 0) throw badRequest('The resource server has client grants. Delete them first.', 'resource_server_in_use');
  const used = objectsOf(api, 'scopes').some((scope) => isScopeUsed(call, api, textOf(scope, 'value')));
  if (used)
    throw badRequest(
      'The resource server has permissions that roles or users carry. Remove them first.',
      'resource_server_in_use',
    );
}
