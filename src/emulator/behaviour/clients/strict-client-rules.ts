import { isDeepStrictEqual } from 'node:util';
import { getObjectMember, isArray, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { getObject, getString, getStrings, pick } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';
import { addClientDefaults } from './client-defaults.ts';

/**
 * Members that can be set on a third-party client in strict mode (documentation of its security controls; the last three
 * are from recorded traffic).
 */
const SETTABLE_MEMBERS = [
  'name',
  'description',
  'logo_uri',
  'callbacks',
  'allowed_origins',
  'web_origins',
  'grant_types',
  'token_endpoint_auth_method',
  'app_type',
  'client_metadata',
  'client_secret',
  'jwt_configuration',
  'refresh_token',
  'client_authentication_methods',
  'require_proof_of_possession',
  'redirection_policy',
  'is_first_party',
  'third_party_security_mode',
  'oidc_conformant',
];
const ALLOWED_GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'];
const ALLOWED_APP_TYPES = ['regular_web', 'spa', 'native', 'non_interactive'];
/** Members that decide the defaults of a new client. */
const KIND_MEMBERS = ['app_type', 'is_first_party', 'third_party_security_mode', 'token_endpoint_auth_method'];

const isStrict = (client: JsonObject): boolean =>
  getObjectMember(client, 'is_first_party') === false && getString(client, 'third_party_security_mode') !== 'permissive';

/** Refuses members that strict mode does not allow, unless they keep their value. The API's message is not recorded. */
export function checkStrictClient(
  tenant: EmulatedTenant,
  client: JsonObject,
  before: JsonObject | undefined,
  body: JsonObject,
): void {
  if (!isStrict(client)) return;
  const present = before ?? addClientDefaults(tenant, pick(body, KIND_MEMBERS));
  const refused = [...findForeignMembers(body, present), ...findForeignValues(body, present)];
  if (refused.length > 0)
    throw badRequest(`Third-party applications in strict mode do not allow ${refused.join(', ')}.`, 'operation_not_supported');
}

const isUnset = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (isArray(value) && value.length === 0);

const findForeignMembers = (body: JsonObject, present: JsonObject): readonly string[] =>
  Object.keys(body).filter(
    (name) =>
      !SETTABLE_MEMBERS.includes(name) && !isUnset(body[name]) && !isDeepStrictEqual(body[name], getObjectMember(present, name)),
  );

function findForeignValues(body: JsonObject, present: JsonObject): readonly string[] {
  const appType = getString(body, 'app_type');
  const alg = getString(getObject(body, 'jwt_configuration'), 'alg');
  return [
    ...getStrings(body, 'grant_types').filter(
      (grant) => !ALLOWED_GRANT_TYPES.includes(grant) && !getStrings(present, 'grant_types').includes(grant),
    ),
    ...(appType === '' || ALLOWED_APP_TYPES.includes(appType) ? [] : [appType]),
    ...(alg === '' || alg === 'RS256' ? [] : [alg]),
    ...(getObjectMember(body, 'oidc_conformant') === false ? ['oidc_conformant'] : []),
  ];
}
