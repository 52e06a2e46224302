import type { JsonObject } from '../../model/json/json-value.ts';
import { withClientDefaults } from '../behaviour/clients/client-defaults.ts';
import { createdOptions } from '../behaviour/connections/connection-options.ts';
import { encryptionKeys } from '../behaviour/keys/encryption-keys.ts';
import { signingKeys } from '../behaviour/keys/signing-keys.ts';
import { managementAudience, type Tenant } from '../state/tenant.ts';
import { ALIAS_SECRET, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from './credentials.ts';
import { MANAGEMENT_SCOPES } from './scopes.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from './signing-certificate.ts';

/** What a new tenant holds before anybody touches it: three clients, one database, the Management API, one grant for it, and keys. */
export function furnish(tenant: Tenant): void {
  const { state, ids } = tenant;
  putClient(tenant, globalClient(tenant));
  putClient(tenant, {
    ...appClient(tenant, { name: 'Default App', callbacks: [] }),
    client_id: ids.base62(32),
    client_secret: ids.base62(64),
  });
  putClient(tenant, holderClient(tenant));
  const connectionId = `con_${ids.base62(16)}`;
  state.collection('connections').put(connectionId, database(connectionId, tenant.domain));
  for (const client of state.collection('clients').entries()) {
    if (client.value.global !== true) state.links('connection-clients').put(connectionId, client.id);
  }
  const apiId = ids.hex(24);
  state.collection('resource-servers').put(apiId, managementApi(tenant, apiId));
  grantScopes(
    tenant,
    MANAGEMENT_SCOPES.map((scope) => scope.value),
  );
  signingKeys(tenant);
  encryptionKeys(tenant);
}

/** Gives the built-in client these scopes of the Management API, in place of what it had. */
export function grantScopes(tenant: Tenant, scopes: readonly string[]): void {
  const grants = tenant.state.collection('client-grants');
  const audience = managementAudience(tenant);
  const id = grants.find('key', `${DEMO_CLIENT_ID}|${audience}|client`)[0]?.id ?? `cgr_${tenant.ids.base62(16)}`;
  grants.put(id, { id, client_id: DEMO_CLIENT_ID, audience, scope: [...scopes], subject_type: 'client' });
}

const putClient = (tenant: Tenant, client: JsonObject): void =>
  tenant.state.collection('clients').put(String(client.client_id), client);

function globalClient(tenant: Tenant): JsonObject {
  return {
    tenant: tenant.name,
    global: true,
    callbacks: [],
    is_first_party: true,
    name: 'All Applications',
    refresh_token: withClientDefaults(tenant, {}).refresh_token ?? {},
    custom_login_page: '',
    cross_origin_authentication: true,
    signing_keys: [{ cert: TENANT_CERTIFICATE, pkcs7: TENANT_PKCS7, subject: 'deprecated' }],
    client_id: tenant.ids.base62(32),
    client_secret: tenant.ids.base62(64),
    custom_login_page_on: true,
  };
}

const appClient = (tenant: Tenant, sent: JsonObject): JsonObject =>
  withClientDefaults(tenant, {
    oidc_conformant: true,
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000 },
    ...sent,
  });

/** The client that holds the tokens of whoever calls the emulator. */
const holderClient = (tenant: Tenant): JsonObject => ({
  ...appClient(tenant, {
    name: 'Emulator M2M',
    app_type: 'non_interactive',
    callbacks: [],
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'],
  }),
  client_id: DEMO_CLIENT_ID,
  client_secret: DEMO_CLIENT_SECRET,
  $alias_secret: ALIAS_SECRET,
});

/** The database that every new tenant has. */
export const OWN_DATABASE = 'Username-Password-Authentication';

const database = (id: string, domain: string): JsonObject => ({
  id,
  options: createdOptions('auth0', { passwordPolicy: 'good' }, domain),
  strategy: 'auth0',
  name: OWN_DATABASE,
  is_domain_connection: false,
  authentication: { active: true },
  connected_accounts: { active: false },
  realms: [OWN_DATABASE],
});

const managementApi = (tenant: Tenant, id: string): JsonObject => ({
  id,
  name: 'Auth0 Management API',
  identifier: managementAudience(tenant),
  allow_offline_access: false,
  skip_consent_for_verifiable_first_party_clients: false,
  subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
  token_lifetime: 86_400,
  token_lifetime_for_web: 7200,
  signing_alg: 'RS256',
  scopes: [...MANAGEMENT_SCOPES],
  is_system: true,
});
