import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { getMemberShape, toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const name = 'Storefront';
const rotating = {
  rotation_type: 'rotating',
  expiration_type: 'expiring',
  leeway: 0,
  token_lifetime: 2592000,
  idle_token_lifetime: 1296000,
  infinite_token_lifetime: false,
  infinite_idle_token_lifetime: false,
};
const key = {
  name: 'ci',
  credential_type: 'public_key',
  pem: '-----BEGIN PUBLIC KEY-----',
  expires_at: '2033-05-13T09:33:13.000Z',
};

test.each<[string, unknown]>([
  ['a name', { name }],
  [
    'a single-page app as exports have it',
    {
      name,
      allowed_clients: [],
      allowed_logout_urls: ['http://localhost:3000'],
      allowed_origins: ['http://localhost:3000', 'https://*.acme.test'],
      app_type: 'spa',
      callbacks: ['http://localhost:3000', 'com.acme.shop://callback'],
      client_aliases: [],
      cross_origin_auth: false,
      custom_login_page_on: true,
      grant_types: ['authorization_code', 'implicit', 'refresh_token'],
      is_first_party: true,
      is_token_endpoint_ip_header_trusted: false,
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36000, secret_encoded: false, scopes: {} },
      native_social_login: { apple: { enabled: false }, facebook: { enabled: false } },
      oidc_conformant: true,
      refresh_token: rotating,
      sso_disabled: false,
      token_endpoint_auth_method: 'none',
      web_origins: [],
    },
  ],
  [
    'a machine',
    { name, app_type: 'non_interactive', grant_types: ['client_credentials'], token_endpoint_auth_method: 'client_secret_post' },
  ],
  [
    'a mobile app',
    { name, app_type: 'native', mobile: { android: { app_package_name: 'com.acme' }, ios: { team_id: '9JA89QQLNQ' } } },
  ],
  ['empty texts', { name, description: '', logo_uri: '', initiate_login_uri: '', custom_login_page: '', form_template: '' }],
  ['metadata, with one removed', { name, client_metadata: { tier: 'gold', old: null } }],
  [
    'organizations',
    {
      name,
      organization_usage: 'require',
      organization_require_behavior: 'pre_login_prompt',
      organization_discovery_methods: ['email'],
      default_organization: { organization_id: 'acme', flows: ['client_credentials'] },
    },
  ],
  [
    'refresh tokens for several APIs',
    { name, refresh_token: { ...rotating, policies: [{ audience: 'orders-api', scope: ['read:orders'] }] } },
  ],
  [
    'a SAML application',
    { name, addons: { samlp: { audience: 'https://crm.test', mappings: { email: 'mail', groups: ['a', 'b'] } } } },
  ],
  [
    'single logout and a certificate',
    { name, addons: { samlp: { logout: { callback: 'https://a.test', slo_enabled: true }, signingCert: 'x' } } },
  ],
  [
    'sessions without a login, and grants of other apps',
    { name, anonymous_sessions: { active: true }, identity_assertion_authorization_grant: null },
  ],
  ['add-ons without settings', { name, addons: { box: {}, wsfed: {}, samlp: null } }],
  ['one address or several', { name, addons: { sharepoint: { external_url: 'https://a.test' } } }],
  [
    'a key in place of a secret',
    { name, client_authentication_methods: { private_key_jwt: { credentials: [key] } }, token_endpoint_auth_method: null },
  ],
  [
    'a key that is there already',
    { name, signed_request_object: { required: true, credentials: [{ id: 'cred_0000000000000001' }] } },
  ],
  [
    'a certificate by its name',
    {
      name,
      client_authentication_methods: {
        tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=shop' }] },
      },
    },
  ],
  [
    'logout messages',
    { name, oidc_logout: { backchannel_logout_initiators: { mode: 'custom', selected_initiators: ['rp-logout'] } } },
  ],
  ['the former name of them', { name, oidc_backchannel_logout: { backchannel_logout_urls: ['https://shop.test/logout'] } }],
  [
    'an API that exchanges tokens',
    {
      name,
      app_type: 'resource_server',
      resource_server_identifier: 'orders-api',
      token_exchange: { allow_any_profile_of_type: ['on_behalf_of_token_exchange'] },
    },
  ],
  [
    'a third-party client',
    { name, is_first_party: false, third_party_security_mode: 'strict', redirection_policy: 'open_redirect_protection' },
  ],
  ['a client with a metadata document', { name, external_client_id: 'https://agent.test/client.json', description: 'An agent' }],
  [
    'access to other services',
    {
      name,
      token_vault_privileged_access: { grants: [{ connection: 'slack', scopes: ['chat:write'] }], ip_allowlist: ['10.0.0.0/8'] },
    },
  ],
  [
    'express configuration',
    {
      name,
      express_configuration: {
        initiate_login_uri_template: 'https://shop.test/sso?org={organization_name}',
        user_attribute_profile_id: 'Default',
        connection_profile_id: 'Enterprise',
        enable_client: true,
        enable_organization: true,
        okta_oin_client_id: 'Okta',
        admin_login_domain: 'login.shop.test',
        linked_clients: [{ client_id: 'Shop App' }],
      },
    },
  ],
  [
    'everything unset that can be',
    {
      name,
      async_approval_notification_channels: null,
      client_authentication_methods: null,
      compliance_level: null,
      cross_origin_loc: null,
      default_organization: null,
      encryption_key: null,
      express_configuration: null,
      fedcm_login: null,
      my_organization_configuration: null,
      native_social_login: null,
      organization_discovery_methods: null,
      organization_require_behavior: null,
      organization_usage: null,
      par_request_expiry: null,
      refresh_token: null,
      session_transfer: null,
      signed_request_object: null,
      skip_non_verifiable_callback_uri_confirmation_prompt: null,
      token_endpoint_auth_method: null,
      token_exchange: null,
      token_quota: null,
    },
  ],
])('accepts %s', (_, client) => {
  expect(findRefusals('clients', client)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no name', { app_type: 'spa' }, ['required ']],
  ['markup in the name', { name: 'a <b>' }, ['pattern /name']],
  ['a misspelt field', { name, call_backs: [] }, ['additionalProperties ']],
  ['a misspelt member', { name, jwt_configuration: { lifetime: 3600 } }, ['additionalProperties /jwt_configuration']],
  ['an unknown kind', { name, app_type: 'web' }, ['enum /app_type']],
  ['addresses in one text', { name, callbacks: 'http://localhost:3000,https://shop.test' }, ['type /callbacks']],
  ['a list with a hole', { name, web_origins: ['https://shop.test', null] }, ['type /web_origins/1']],
  ['a long description', { name, description: 'x'.repeat(141) }, ['maxLength /description']],
  ['metadata that is no text', { name, client_metadata: { seats: 12 } }, ['type /client_metadata/seats']],
  [
    'eleven texts of metadata',
    { name, client_metadata: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'])) },
    ['maxProperties /client_metadata'],
  ],
  ['half of refresh tokens', { name, refresh_token: { rotation_type: 'rotating' } }, ['required /refresh_token']],
  [
    'a default organization for nothing',
    { name, default_organization: { organization_id: 'acme' } },
    ['required /default_organization'],
  ],
  [
    'two methods at a time',
    { name, client_authentication_methods: { private_key_jwt: { credentials: [] }, tls_client_auth: { credentials: [] } } },
    ['maxProperties /client_authentication_methods'],
  ],
  [
    'a key without an end',
    { name, signed_request_object: { credentials: [{ ...key, expires_at: 'never' }] } },
    ['format /signed_request_object/credentials/0/expires_at'],
  ],
  [
    'two single sign-on profiles',
    { name, b2b_integration_configuration: { sso_profiles: ['a', 'b'] } },
    ['maxItems /b2b_integration_configuration/sso_profiles'],
  ],
  [
    'a choice without values',
    {
      name,
      my_organization_configuration: {
        ...{ allowed_strategies: ['oidc'], connection_deletion_behavior: 'allow' },
        third_party_client_access: { default_value: 'block' },
      },
    },
    ['required /my_organization_configuration/third_party_client_access'],
  ],
  ['a request that waits too long', { name, par_request_expiry: 601 }, ['maximum /par_request_expiry']],
  ['an add-on without what it needs', { name, addons: { slack: {} } }, ['required /addons/slack']],
  ['a document without https', { name, external_client_id: 'http://agent.test/client.json' }, ['pattern /external_client_id']],
  [
    'a document with a long address',
    { name, external_client_id: `https://agent.test/${'x'.repeat(120)}` },
    ['maxLength /external_client_id'],
  ],
  ['an unknown add-on', { name, addons: { teams: {} } }, ['additionalProperties /addons']],
])('refuses %s', (_, client, expected) => {
  expect(findRefusals('clients', client)).toEqual(expected);
});

test('the document of a client decides some of its fields, of no other client', () => {
  const listReadOnly = (client: JsonObject) =>
    ['name', 'callbacks', 'client_secret', 'grant_types', 'is_first_party', 'logo_uri'].filter(
      (field) => getMemberShape(toRootShape(loadSchema('clients')), client, field)?.schema.readOnly,
    );
  expect(listReadOnly({ name, external_client_id: 'https://agent.test/client.json' })).toEqual([
    'callbacks',
    'client_secret',
    'is_first_party',
    'logo_uri',
  ]);
  expect(listReadOnly({ name })).toEqual([]);
});

describe('what Auth0 fills in', () => {
  const getServerDefault = (client: JsonObject, field: string): unknown =>
    getMemberShape(toRootShape(loadSchema('clients')), client, field)?.schema['x-server-default'];

  test.each<[JsonObject, readonly string[]]>([
    [{}, ['authorization_code', 'implicit', 'refresh_token', 'client_credentials']],
    [{ app_type: 'spa', token_endpoint_auth_method: 'none' }, ['authorization_code', 'implicit', 'refresh_token']],
    [{ app_type: 'resource_server' }, []],
    [{ app_type: 'express_configuration' }, ['authorization_code', 'client_credentials']],
    [{ is_first_party: false, third_party_security_mode: 'strict' }, ['authorization_code']],
  ])('grant types of %j', (client, expected) => {
    expect(getServerDefault(client, 'grant_types')).toEqual(expected);
  });

  test.each<[JsonObject, number]>([
    [{}, 2592000],
    [{ app_type: 'spa', token_endpoint_auth_method: 'none' }, 2592000],
    [{ app_type: 'non_interactive' }, 2592000],
    [{ app_type: 'non_interactive', token_endpoint_auth_method: 'client_secret_post' }, 31557600],
    [{ app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_basic' }, 31557600],
  ])('refresh tokens of %j', (client, lifetime) => {
    expect(getServerDefault(client, 'refresh_token')).toMatchObject({ rotation_type: 'non-rotating', token_lifetime: lifetime });
  });

  test('a default from a condition keeps the other words of the field', () => {
    const shape = getMemberShape(toRootShape(loadSchema('clients')), { app_type: 'express_configuration' }, 'callbacks');
    expect(shape?.schema).toMatchObject({ type: 'array', 'x-unordered': true, 'x-empty': 'absent' });
  });
});
