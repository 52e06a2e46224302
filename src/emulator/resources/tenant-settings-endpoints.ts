import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit } from '../engine/json-objects.ts';
import { buildSingletonEndpoints } from '../engine/kinds/singleton-endpoints.ts';
import { badRequest } from '../http/refusal.ts';

/** Settings of a new tenant (recorded traffic). `enable_client_connections` is absent and counts as true. */
const INITIAL = {
  enabled_locales: ['en'],
  flags: {
    allow_changing_enable_sso: false,
    disable_impersonation: true,
    enable_sso: true,
    universal_login: true,
    revoke_refresh_token_grant: false,
    disable_clickjack_protection_headers: false,
  },
  idle_session_lifetime: 72,
  sandbox_version: '22',
  session_lifetime: 168,
  oidc_logout: { rp_logout_end_session_endpoint_discovery: true },
  resource_parameter_profile: 'audience',
  phone_consolidated_experience: false,
  client_id_metadata_document_supported: false,
  dynamic_client_registration_security_mode: 'permissive',
};

/** Flags that responses to PATCH include even if they were never set; GET omits them (recorded traffic). */
const FLAGS_OF_PATCH = {
  cannot_change_enforce_client_authentication_on_passwordless_start: true,
  enforce_client_authentication_on_passwordless_start: true,
};

/** Members that an empty string unsets (recorded traffic). */
const ABSENT_WHEN_EMPTY = ['default_redirection_uri'];

const LIFETIMES = ['session_lifetime', 'idle_session_lifetime', 'ephemeral_session_lifetime', 'idle_ephemeral_session_lifetime'];
const MINUTE_MEMBERS: Readonly<Record<string, string>> = Object.fromEntries(
  LIFETIMES.map((name) => [`${name}_in_minutes`, name]),
);

/** Converts lifetimes in minutes to fractional hours (recorded traffic; for ephemeral sessions a guess). */
function convertToHours(settings: JsonObject): JsonObject {
  const hours = Object.entries(MINUTE_MEMBERS).flatMap(([minutes, name]) => {
    const value = getObjectMember(settings, minutes);
    return typeof value === 'number' ? [[name, value / 60] as const] : [];
  });
  return { ...omit(settings, Object.keys(MINUTE_MEMBERS)), ...Object.fromEntries(hours) };
}

const omitEmptied = (settings: JsonObject): JsonObject =>
  omit(
    settings,
    ABSENT_WHEN_EMPTY.filter((name) => getObjectMember(settings, name) === ''),
  );

function checkSettings(call: ApiCall, body: JsonObject): void {
  for (const [minutes, hours] of Object.entries(MINUTE_MEMBERS)) {
    if (Object.hasOwn(body, minutes) && Object.hasOwn(body, hours)) throw badRequest(`Cannot set both ${hours} and ${minutes}`);
  }
  const directory = getString(body, 'default_directory');
  const isKnown = directory === '' || call.tenant.state.getCollection('connections').find('name', directory).length > 0;
  if (!isKnown) throw badRequest(`The connection ${directory} does not exist.`);
}

export const tenantSettingsEndpoints: EndpointSet = buildSingletonEndpoints({
  name: 'tenant-settings',
  path: '/tenants/settings',
  readScopes: ['read:tenant_settings'],
  updateScopes: ['update:tenant_settings'],
  initial: INITIAL,
  // Recorded traffic.
  patch: { flags: 'merge', change_password: 'merge', guardian_mfa_page: 'merge', universal_login: 'mergeDeep' },
  check: checkSettings,
  refine: (_call, after) => omitEmptied(convertToHours(after)),
  show: (_call, settings, verb) =>
    verb === 'read'
      ? { ...settings, sandbox_versions_available: ['22', '18'] }
      : { ...settings, flags: { ...FLAGS_OF_PATCH, ...getObject(settings, 'flags') } },
});

export const isConnectionEnabledForNewClients = (call: ApiCall): boolean =>
  getObjectMember(getObject(call.tenant.state.getSetting('tenant-settings') ?? INITIAL, 'flags'), 'enable_client_connections') !==
  false;
