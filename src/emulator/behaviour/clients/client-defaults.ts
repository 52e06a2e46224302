import { getObjectMember, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { getObject, getString } from '../../engine/json-objects.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../../facts/signing-certificate.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

/** Adds the API's defaults to a new client. They depend on its type, authentication method and party (recorded traffic). */
export function addClientDefaults(tenant: EmulatedTenant, body: JsonObject): JsonObject {
  const kind = getClientKind(body);
  return {
    tenant: tenant.name,
    global: false,
    is_first_party: true,
    is_token_endpoint_ip_header_trusted: false,
    oidc_conformant: kind !== 'classic',
    sso_disabled: false,
    cross_origin_authentication: false,
    custom_login_page_on: true,
    callback_url_template: false,
    ...KIND_DEFAULTS[kind],
    ...body,
    grant_types: getObjectMember(body, 'grant_types') ?? buildGrantTypes(kind, body),
    jwt_configuration: buildJwtConfiguration(kind, body),
    refresh_token: buildRefreshToken(kind, body),
    cross_origin_auth: getObjectMember(body, 'cross_origin_authentication') ?? false,
    signing_keys: [{ cert: TENANT_CERTIFICATE, pkcs7: TENANT_PKCS7, subject: `/CN=${tenant.domain}` }],
  };
}

type ClientKind = 'classic' | 'resource_server' | 'express' | 'third-party' | 'strict';

function getClientKind(body: JsonObject): ClientKind {
  const type = getString(body, 'app_type');
  if (type === 'resource_server') return 'resource_server';
  if (type === 'express_configuration') return 'express';
  if (getObjectMember(body, 'is_first_party') !== false) return 'classic';
  return getString(body, 'third_party_security_mode') === 'permissive' ? 'third-party' : 'strict';
}

const KIND_DEFAULTS: Readonly<Record<ClientKind, JsonObject>> = {
  classic: {},
  resource_server: {},
  express: {
    callbacks: ['https://system-admin.okta.com/admin/app/generic/oauth20redirect'],
    organization_usage: 'require',
    organization_require_behavior: 'pre_login_prompt',
    client_authentication_methods: { private_key_jwt: { credentials: [] } },
  },
  'third-party': { third_party_security_mode: 'permissive' },
  // Since 2026-10-23 the default for all tenants. Before, tenants that already had third-party clients got `permissive`.
  strict: { third_party_security_mode: 'strict' },
};

const isPublic = (body: JsonObject): boolean => getString(body, 'token_endpoint_auth_method') === 'none';

function buildGrantTypes(kind: ClientKind, body: JsonObject): JsonValue {
  if (kind === 'resource_server') return [];
  if (kind === 'express') return ['authorization_code', 'client_credentials'];
  if (kind === 'strict') return ['authorization_code'];
  return ['authorization_code', 'implicit', 'refresh_token', ...(isPublic(body) ? [] : ['client_credentials'])];
}

/** Builds `jwt_configuration`. If the request has one, only `secret_encoded` is added. */
function buildJwtConfiguration(kind: ClientKind, body: JsonObject): JsonObject {
  if (getObjectMember(body, 'jwt_configuration') !== undefined)
    return { secret_encoded: false, ...getObject(body, 'jwt_configuration') };
  if (kind === 'resource_server' || kind === 'express') return { secret_encoded: false, alg: 'RS256' };
  if (kind === 'strict') return { secret_encoded: false, alg: 'RS256', lifetime_in_seconds: 3600 };
  return { secret_encoded: false, lifetime_in_seconds: 36_000 };
}

/** Builds `refresh_token`: long lifetimes for confidential clients, expiring tokens for third-party clients. */
function buildRefreshToken(kind: ClientKind, body: JsonObject): JsonObject {
  const isConfidential = getString(body, 'token_endpoint_auth_method') !== '' && !isPublic(body);
  const isThirdParty = kind === 'third-party' || kind === 'strict';
  const rotates = isThirdParty && isPublic(body);
  const defaults = {
    rotation_type: rotates ? 'rotating' : 'non-rotating',
    expiration_type: isThirdParty ? 'expiring' : 'non-expiring',
    leeway: 0,
    token_lifetime: isConfidential ? 31_557_600 : 2_592_000,
    idle_token_lifetime: isConfidential ? 2_592_000 : 1_296_000,
    infinite_token_lifetime: !rotates,
    infinite_idle_token_lifetime: !isThirdParty,
  };
  return { ...defaults, ...getObject(body, 'refresh_token') };
}
