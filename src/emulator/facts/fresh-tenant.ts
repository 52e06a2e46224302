import type { JsonObject } from '../../model/json/json-value.ts';
import { addClientDefaults } from '../behaviour/clients/client-defaults.ts';
import { buildCreatedOptions } from '../behaviour/connections/connection-options.ts';
import { listEncryptionKeys } from '../behaviour/keys/encryption-keys.ts';
import { listSigningKeys } from '../behaviour/keys/signing-keys.ts';
import { type EmulatedTenant, getManagementAudience } from '../state/emulated-tenant.ts';
import { ALIAS_CLIENT_SECRET, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from './demo-credentials.ts';
import { MANAGEMENT_SCOPES } from './management-scopes.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from './signing-certificate.ts';

/** Fills a new tenant: three clients, one database connection, the Management API, one client grant, and keys. */
export function fillFreshTenant(tenant: EmulatedTenant): void {
  const { state, ids } = tenant;
  putClient(tenant, buildGlobalClient(tenant));
  putClient(tenant, {
    ...buildAppClient(tenant, { name: 'Default App', callbacks: [] }),
    client_id: ids.makeBase62(32),
    client_secret: ids.makeBase62(64),
  });
  putClient(tenant, buildDemoClient(tenant));
  const connectionId = `con_${ids.makeBase62(16)}`;
  state.getCollection('connections').put(connectionId, buildDefaultDatabase(connectionId, tenant.domain));
  for (const client of state.getCollection('clients').entries()) {
    if (client.value.global !== true) state.getLinks('connection-clients').put(connectionId, client.id);
  }
  const apiId = ids.makeHex(24);
  state.getCollection('resource-servers').put(apiId, buildManagementApi(tenant, apiId));
  grantScopes(
    tenant,
    MANAGEMENT_SCOPES.map((scope) => scope.value),
  );
  listSigningKeys(tenant);
  listEncryptionKeys(tenant);
}

/** Replaces the Management API scopes of the built-in client. */
export function grantScopes(tenant: EmulatedTenant, scopes: readonly string[]): void {
  const grants = tenant.state.getCollection('client-grants');
  const audience = getManagementAudience(tenant);
  const id = grants.find('key', `${DEMO_CLIENT_ID}|${audience}|client`)[0]?.id ?? `cgr_${tenant.ids.makeBase62(16)}`;
  grants.put(id, { id, client_id: DEMO_CLIENT_ID, audience, scope: [...scopes], subject_type: 'client' });
}

const putClient = (tenant: EmulatedTenant, client: JsonObject): void =>
  tenant.state.getCollection('clients').put(String(client.client_id), client);

function buildGlobalClient(tenant: EmulatedTenant): JsonObject {
  return {
    tenant: tenant.name,
    global: true,
    callbacks: [],
    is_first_party: true,
    name: 'All Applications',
    refresh_token: addClientDefaults(tenant, {}).refresh_token ?? {},
    custom_login_page: '',
    cross_origin_authentication: true,
    signing_keys: [{ cert: TENANT_CERTIFICATE, pkcs7: TENANT_PKCS7, subject: 'deprecated' }],
    client_id: tenant.ids.makeBase62(32),
    client_secret: tenant.ids.makeBase62(64),
    custom_login_page_on: true,
  };
}

const buildAppClient = (tenant: EmulatedTenant, sent: JsonObject): JsonObject =>
  addClientDefaults(tenant, {
    oidc_conformant: true,
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000 },
    ...sent,
  });

/** Builds the built-in client, whose credentials every emulator prints. */
const buildDemoClient = (tenant: EmulatedTenant): JsonObject => ({
  ...buildAppClient(tenant, {
    name: 'Emulator M2M',
    app_type: 'non_interactive',
    callbacks: [],
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'],
  }),
  client_id: DEMO_CLIENT_ID,
  client_secret: DEMO_CLIENT_SECRET,
  $alias_secret: ALIAS_CLIENT_SECRET,
});

/** Name of the database connection that Auth0 creates in every new tenant. */
export const DEFAULT_DATABASE_NAME = 'Username-Password-Authentication';

const buildDefaultDatabase = (id: string, domain: string): JsonObject => ({
  id,
  options: buildCreatedOptions('auth0', { passwordPolicy: 'good' }, domain),
  strategy: 'auth0',
  name: DEFAULT_DATABASE_NAME,
  is_domain_connection: false,
  authentication: { active: true },
  connected_accounts: { active: false },
  realms: [DEFAULT_DATABASE_NAME],
});

const buildManagementApi = (tenant: EmulatedTenant, id: string): JsonObject => ({
  id,
  name: 'Auth0 Management API',
  identifier: getManagementAudience(tenant),
  allow_offline_access: false,
  skip_consent_for_verifiable_first_party_clients: false,
  subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
  token_lifetime: 86_400,
  token_lifetime_for_web: 7200,
  signing_alg: 'RS256',
  scopes: [...MANAGEMENT_SCOPES],
  is_system: true,
});
