import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeCreateBody, composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals, getListAt, getObjectAt, readSchema } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('connections'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

const buildConnection = (strategy: string, options: JsonObject): JsonObject => ({ name: `the-${strategy}`, strategy, options });
const findConnectionRefusals = (strategy: string, options: JsonObject): readonly string[] =>
  findRefusals('connections', buildConnection(strategy, options));
const expectAccepted = (strategy: string, options: JsonObject): void =>
  expect(findConnectionRefusals(strategy, options)).toEqual([]);

const strategies = getListAt(getObjectAt(getObjectAt(readSchema('connections'), 'properties'), 'strategy'), 'enum').map(String);

describe('the connection itself', () => {
  test('a name and a strategy are enough', () => {
    expect(findRefusals('connections', { name: 'Staff', strategy: 'auth0' })).toEqual([]);
    expect(findRefusals('connections', {})).toEqual(['required ', 'required ']);
  });

  test('takes every member that can be set', () => {
    const everything = {
      ...buildConnection('oidc', {}),
      display_name: 'Staff login',
      enabled_clients: ['Storefront', 'Back Office'],
      is_domain_connection: false,
      show_as_button: true,
      realms: ['staff'],
      metadata: { team: 'identity', old: null },
      authentication: { active: true },
      connected_accounts: { active: true, cross_app_access: true, allow_missing_user_id: true },
      cross_app_access_requesting_app: { active: true },
      cross_app_access_resource_app: null,
    };
    expect(findRefusals('connections', everything)).toEqual([]);
  });

  test.each(['a--b', '-a', 'a-', 'a_b', 'a b', 'x'.repeat(129), ''])('refuses the name %j', (name) => {
    const places = findRefusals('connections', { name, strategy: 'auth0' }).map((refusal) => refusal.split(' ')[1]);
    expect(new Set(places)).toEqual(new Set(['/name']));
  });

  test('refuses a strategy that the API does not know, and says no more', () => {
    expect(findRefusals('connections', { name: 'a', strategy: 'azure', options: { anything: 1 } })).toEqual(['enum /strategy']);
  });

  test.each([
    ['an unknown member', { enabled_client: [] }, 'additionalProperties '],
    ['a text as the list of clients', { enabled_clients: 'A' }, 'type /enabled_clients'],
    ['metadata that is no text', { metadata: { n: 1 } }, 'type /metadata/n'],
    [
      'too much metadata',
      { metadata: Object.fromEntries([...'abcdefghijk'].map((name) => [name, ''])) },
      'maxProperties /metadata',
    ],
    ['a purpose without a switch', { authentication: {} }, 'required /authentication'],
    ['an unknown status', { cross_app_access_resource_app: { status: 'on' } }, 'enum /cross_app_access_resource_app/status'],
    ['options that are no object', { options: [] }, 'type /options'],
  ])('refuses %s', (_, members, expected) => {
    expect(findRefusals('connections', { name: 'a', strategy: 'sharepoint', ...members })).toContain(expected);
  });
});

describe('groups of a directory', () => {
  const findGroupRefusals = (...groups: readonly JsonObject[]) =>
    findRefusals('connections', { name: 'corp', strategy: 'google-apps', synchronized_groups: groups });

  test('are named by their id', () => expect(findGroupRefusals({ id: '03abc' }, { id: 'x'.repeat(32) })).toEqual([]));

  test.each<[JsonObject, string]>([
    [{ name: 'Sales' }, 'required /synchronized_groups/0'],
    [{ id: '' }, 'minLength /synchronized_groups/0/id'],
    [{ id: 'x'.repeat(33) }, 'maxLength /synchronized_groups/0/id'],
    [{ id: 'sales@acme.test' }, 'pattern /synchronized_groups/0/id'],
  ])('refuses %j', (group, refusal) => expect(findGroupRefusals(group)).toContain(refusal));
});

describe('options', () => {
  test.each(strategies)('of %s are shaped by exactly one condition', (strategy) => {
    const conditions = getListAt(readSchema('connections'), 'allOf').filter((condition) => {
      const tested = getObjectAt(getObjectAt(getObjectAt(isObject(condition) ? condition : {}, 'if'), 'properties'), 'strategy');
      return tested.const === strategy || getListAt(tested, 'enum').includes(strategy);
    });
    expect(conditions).toHaveLength(1);
  });

  test.each(strategies)('of %s may be empty, and take what the API keeps for all', (strategy) => {
    expectAccepted(strategy, {});
    if (strategy === 'oauth1') return;
    expectAccepted(strategy, {
      strategy_version: 2,
      non_persistent_attrs: ['gender'],
      upstream_params: { hint: { alias: 'login_hint' } },
    });
  });
});

describe('databases', () => {
  test('the usual settings', () => {
    expectAccepted('auth0', {
      mfa: { active: true, return_enroll_settings: true },
      validation: { username: { min: 1, max: 15 } },
      import_mode: false,
      disable_signup: true,
      passwordPolicy: 'good',
      password_complexity_options: { min_length: 10 },
      password_history: { enable: true, size: 5 },
      password_dictionary: { enable: true, dictionary: ['tenon'] },
      password_no_personal_info: { enable: true },
      strategy_version: 2,
      requires_username: true,
      brute_force_protection: true,
      enabledDatabaseCustomization: false,
    });
    expectAccepted('auth0', { passwordPolicy: null, validation: { username: null } });
  });

  test('identifiers, and rules for passwords in the newer form', () => {
    expectAccepted('auth0', {
      precedence: ['username', 'email', 'phone_number'],
      attributes: {
        email: {
          identifier: { active: true, default_method: 'email_otp' },
          unique: false,
          profile_required: true,
          verification_method: 'otp',
          signup: { status: 'required', verification: { active: true } },
        },
        username: {
          identifier: { active: false, default_method: 'password' },
          signup: { status: 'optional' },
          validation: { min_length: 3, max_length: 20, allowed_types: { email: false, phone_number: true } },
        },
        phone_number: { identifier: { active: true, default_method: 'phone_otp' }, signup: { status: 'inactive' } },
      },
      password_options: {
        complexity: {
          min_length: 12,
          character_types: ['number', 'special'],
          character_type_rule: 'all',
          max_length_exceeded: 'error',
        },
        dictionary: { active: true, default: 'en_10k', custom: ['tenon'] },
        history: { active: true, size: 8 },
        profile_data: { active: true, blocked_fields: ['email', 'name'] },
      },
      authentication_methods: {
        password: { enabled: true, signup_behavior: 'block', api_behavior: 'optional' },
        email_otp: { enabled: true },
      },
      passkey_options: { challenge_ui: 'autofill', progressive_enrollment_enabled: false },
      otp_settings: { email: { otp_length: 8, otp_expiry: 600 }, phone: null },
      custom_password_hash: { action_id: 'Check old hashes' },
    });
  });

  test('scripts and their settings', () => {
    expectAccepted('auth0', {
      enabledDatabaseCustomization: true,
      customScripts: { login: './databases/staff/login.js', get_user: 'function getUser(email, callback) {}' },
      configuration: { DATABASE_URL: 'postgres://localhost' },
    });
  });

  test.each([
    ['an unknown strength', { passwordPolicy: 'strong' }, 'enum /options/passwordPolicy'],
    ['a switch as a text', { disable_signup: 'yes' }, 'type /options/disable_signup'],
    ['a history without a switch', { password_history: { size: 3 } }, 'required /options/password_history'],
    ['too long a memory', { password_history: { enable: true, size: 25 } }, 'maximum /options/password_history/size'],
    [
      'longer passwords than can be',
      { password_options: { complexity: { min_length: 73 } } },
      'maximum /options/password_options/complexity/min_length',
    ],
    ['half a precedence', { precedence: ['email'] }, 'minItems /options/precedence'],
    ['a precedence with one twice', { precedence: ['email', 'email', 'username'] }, 'uniqueItems /options/precedence'],
    ['an unknown attribute', { attributes: { fax: {} } }, 'additionalProperties /options/attributes'],
    [
      'a code by e-mail for phone numbers',
      { attributes: { phone_number: { identifier: { default_method: 'email_otp' } } } },
      'enum /options/attributes/phone_number/identifier/default_method',
    ],
    ['too short a code', { otp_settings: { email: { otp_length: 3 } } }, 'minimum /options/otp_settings/email/otp_length'],
    [
      'a code for two days',
      { otp_settings: { phone: { otp_expiry: 172_800 } } },
      'maximum /options/otp_settings/phone/otp_expiry',
    ],
    ['an unknown script', { customScripts: { signin: 'x' } }, 'additionalProperties /options/customScripts'],
    ['a setting that is no text', { configuration: { PORT: 5432 } }, 'type /options/configuration/PORT'],
  ])('refuse %s', (_, options, expected) => {
    expect(findConnectionRefusals('auth0', options)).toContain(expected);
  });
});

describe('companies', () => {
  test.each<[string, JsonObject]>([
    [
      'oidc',
      {
        type: 'back_channel',
        client_id: 'tenon',
        client_secret: 'shh',
        discovery_url: 'https://idp.example.com/.well-known/openid-configuration',
        userinfo_endpoint: null,
        scope: 'openid email',
        domain_aliases: ['example.com'],
        attribute_map: { mapping_mode: 'use_map', attributes: { email: '$' + '{context.tokenset.email}' } },
        connection_settings: { pkce: 'S256' },
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'PS256',
        id_token_signed_response_algs: ['RS256', 'ES256'],
      },
    ],
    [
      'oidc',
      { issuer: 'https://idp.example.com', oidc_metadata: { issuer: 'https://idp.example.com', scopes_supported: ['openid'] } },
    ],
    [
      'okta',
      { domain: 'example.okta.com', client_id: 'a', type: 'back_channel', attribute_map: { mapping_mode: 'basic_profile' } },
    ],
    [
      'samlp',
      {
        signInEndpoint: 'https://idp.example.com/saml',
        signingCert: 'LS0tLS1CRUdJTg==',
        signSAMLRequest: true,
        signatureAlgorithm: 'rsa-sha256',
        digestAlgorithm: '',
        protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
        fieldsMap: { email: ['emailaddress', 'nameidentifier'], name: 'name' },
        idpinitiated: {
          enabled: true,
          client_id: 'Storefront',
          client_protocol: 'oauth2',
          client_authorizequery: 'scope=openid',
        },
        decryptionKey: { key: 'private', cert: 'public' },
        thumbprints: ['00'],
        expires: '2030-01-01T00:00:00.000Z',
      },
    ],
    ['samlp', { idpinitiated: { enabled: false }, metadataUrl: 'https://idp.example.com/metadata' }],
    ['samlp', { discovery_url: 'https://idp.example.com/.well-known/openid-configuration', oidc_metadata: null }],
    ['slack', { client_id: 'a', client_secret: 'shh', scope: 'chat:write', team: 'T1' }],
    ['pingfederate', { pingFederateBaseUrl: 'https://ping.example.com', signingCert: 'pem', idpinitiated: { enabled: true } }],
    [
      'waad',
      {
        domain: 'example.onmicrosoft.com',
        tenant_domain: 'example.onmicrosoft.com',
        identity_api: 'microsoft-identity-platform-v2.0',
        waad_protocol: 'openid-connect',
        max_groups_to_retrieve: '50',
        useCommonEndpoint: false,
        basic_profile: true,
        ext_groups: true,
        ext_upn: true,
        granted: true,
      },
    ],
    ['ad', { tenant_domain: 'corp.example.com', ips: ['10.0.0.0/8'], kerberos: true, certAuth: false, disable_cache: false }],
    ['adfs', { adfs_server: 'adfs.example.com', should_trust_email_verified_connection: 'never_set_emails_as_verified' }],
    [
      'google-apps',
      { domain: 'example.com', api_enable_users: true, ext_groups: true, map_user_id_to_id: true, domain_aliases: [] },
    ],
  ])('%s accepts what teams write', (strategy, options) => expectAccepted(strategy, options));

  test.each<[string, string, JsonObject, string]>([
    ['oidc', 'an unknown channel', { type: 'side_channel' }, 'enum /options/type'],
    ['oidc', 'a list of scopes', { scope: ['openid'] }, 'type /options/scope'],
    [
      'oidc',
      'the mapping of Okta',
      { attribute_map: { mapping_mode: 'basic_profile' } },
      'enum /options/attribute_map/mapping_mode',
    ],
    [
      'oidc',
      'an unknown algorithm',
      { id_token_signed_response_algs: ['HS256'] },
      'enum /options/id_token_signed_response_algs/0',
    ],
    ['okta', 'the front channel', { type: 'front_channel' }, 'enum /options/type'],
    ['samlp', 'an unknown digest', { digestAlgorithm: 'md5' }, 'enum /options/digestAlgorithm'],
    ['samlp', 'an unknown protocol', { idpinitiated: { client_protocol: 'saml' } }, 'enum /options/idpinitiated/client_protocol'],
    ['waad', 'a number of groups', { max_groups_to_retrieve: 50 }, 'type /options/max_groups_to_retrieve'],
    ['waad', 'groups in words', { max_groups_to_retrieve: 'all' }, 'pattern /options/max_groups_to_retrieve'],
    ['google-apps', 'users by a text', { api_enable_users: 'true' }, 'type /options/api_enable_users'],
    [
      'adfs',
      'a parameter with an unknown source',
      { upstream_params: { a: { alias: 'b' } } },
      'enum /options/upstream_params/a/alias',
    ],
  ])('%s refuses %s', (strategy, _, options, expected) => {
    expect(findConnectionRefusals(strategy, options)).toContain(expected);
  });
});

describe('social and passwordless', () => {
  test.each<[string, JsonObject]>([
    [
      'google-oauth2',
      { email: true, profile: true, scope: ['email', 'profile'], client_id: '', client_secret: '', allowed_audiences: '' },
    ],
    [
      'google-oauth2',
      { calendar_events: true, youtube: false, allowed_audiences: ['ios.example'], freeform_scopes: ['https://example.com/s'] },
    ],
    ['facebook', { email: true, public_profile: true, scope: 'email,public_profile', 'user_actions-books': false }],
    ['github', { profile: true, read_user: true, scope: ['user:email'] }],
    ['windowslive', { signin: true, graph_user: true, strategy_version: 2 }],
    ['linkedin', { email: true, openid: true, strategy_version: 3 }],
    ['twitter', { client_id: 'a', protocol: 'oauth2', tweet_read: true }],
    [
      'apple',
      { client_id: 'com.example.web', team_id: 'T', kid: 'K', app_secret: 'key', email: true, name: true, scope: 'name email' },
    ],
    ['line', { client_id: '1', scope: ['openid', 'profile'], email: true, authorizationURL: null }],
    ['salesforce-community', { client_id: 'a', community_base_url: 'https://salesforce.example.com', scope: [] }],
    [
      'oauth2',
      {
        authorizationURL: 'https://a.example',
        tokenURL: 'https://b.example',
        scope: 'openid email',
        scripts: { fetchUserProfile: 'f' },
      },
    ],
    ['oauth2', { scope: ['openid'], customHeaders: { accept: 'text/plain' }, userInfoURL: 'https://c.example' }],
    [
      'sms',
      {
        name: 'sms',
        from: '+15550100000',
        syntax: 'md_with_macros',
        template: 'Code: @@password@@',
        totp: { length: 6, time_step: 300 },
        provider: 'sms_gateway',
        gateway_url: 'https://sms.example.com',
        gateway_authentication: { method: 'bearer', audience: 'sms', secret: 's', subject: 'a' },
        messaging_service_sid: null,
      },
    ],
    [
      'email',
      {
        name: 'email',
        email: { from: 'Us <us@example.com>', subject: 'Your code', body: './email.html', syntax: 'liquid' },
        authParams: { scope: 'openid' },
        totp: { length: 6, time_step: 180 },
        disable_signup: false,
      },
    ],
    ['email', { authParams: '' }],
  ])('%s accepts what teams write', (strategy, options) => expectAccepted(strategy, options));

  test.each<[string, string, JsonObject, string]>([
    ['google-oauth2', 'a misspelt secret', { client_secrt: 'x' }, 'type /options/client_secrt'],
    ['google-oauth2', 'a switch as a text', { email: 'yes' }, 'type /options/email'],
    ['facebook', 'a list of scopes', { scope: ['email'] }, 'type /options/scope'],
    ['linkedin', 'a version that never was', { strategy_version: 4 }, 'maximum /options/strategy_version'],
    ['sms', 'an unknown provider', { provider: 'vonage' }, 'enum /options/provider'],
    ['sms', 'too short a code', { totp: { length: 3 } }, 'minimum /options/totp/length'],
    [
      'sms',
      'a gateway without its secret',
      { gateway_authentication: { method: 'bearer', audience: 'a' } },
      'required /options/gateway_authentication',
    ],
    ['email', 'an unknown part of the message', { email: { text: 'x' } }, 'additionalProperties /options/email'],
    ['oauth2', 'an unknown script', { scripts: { fetchProfile: 'f' } }, 'additionalProperties /options/scripts'],
  ])('%s refuses %s', (strategy, _, options, expected) => {
    expect(findConnectionRefusals(strategy, options)).toContain(expected);
  });
});

describe('secrets', () => {
  const CANARY = 'canary-7d1f';

  test.each<[string, JsonObject]>([
    ['auth0', { configuration: { DATABASE_URL: CANARY } }],
    ['oidc', { client_secret: CANARY }],
    ['okta', { client_secret: CANARY }],
    ['samlp', { signing_key: { key: CANARY }, signingKey: { key: CANARY }, decryptionKey: { key: CANARY, other: CANARY } }],
    ['samlp', { decryptionKey: CANARY }],
    ['pingfederate', { decryptionKey: { key: CANARY } }],
    ['waad', { client_secret: CANARY }],
    ['google-apps', { client_secret: CANARY, admin_access_token: CANARY, admin_refresh_token: CANARY }],
    ['google-oauth2', { client_secret: CANARY }],
    ['twitter', { client_secret: CANARY, consumer_secret: CANARY }],
    ['apple', { app_secret: CANARY }],
    ['sms', { twilio_token: CANARY, gateway_authentication: { secret: CANARY } }],
    ['oauth1', { client_secret: CANARY, consumer_secret: CANARY, privateKey: CANARY }],
    [
      'oauth2',
      { client_secret: CANARY, customHeaders: { authorization: CANARY }, api_key: CANARY, idp: { clientSecret: CANARY } },
    ],
    ['yahoo', { client_secret: CANARY, refresh_token: CANARY }],
    ['slack', { client_secret: CANARY, app: { signingSecret: CANARY } }],
    [
      'office365',
      { client_secret: CANARY, password: CANARY, SIGNING_KEY: CANARY, accessToken: CANARY, nested: { apiKey: CANARY } },
    ],
  ])('of %s are never shown, nor sent in clear', (strategy, options) => {
    const live = { id: 'con_1', ...buildConnection(strategy, options) };
    expect(JSON.stringify(maskResource(shape, live))).not.toContain(CANARY);
    expect(JSON.stringify(composeCreateBody(shape, buildConnection(strategy, options), wire))).not.toContain(CANARY);
    expect(
      JSON.stringify(composeUpdateBody(shape, live, buildConnection(strategy, { strategy_version: 1 }), ['options'], wire)),
    ).not.toContain(CANARY);
    expect(
      JSON.stringify(computeFieldChanges(shape, buildConnection(strategy, {}), buildConnection(strategy, options), AS_IS)),
    ).not.toContain(CANARY);
  });

  test('what only looks a little like one stays readable', () => {
    const live = buildConnection('oauth2', {
      tokenURL: 'https://b.example',
      authorizationURL: 'https://a.example',
      client_id: 'a',
    });
    expect(maskResource(shape, live)).toEqual(live);
  });
});

describe('what the API keeps by itself', () => {
  const kept: readonly [string, JsonObject][] = [
    ['ad', { certs: ['c'], thumbprints: ['t'], agentIP: '10.0.0.1', agentVersion: '6.1.0', agentMode: true }],
    ['google-apps', { admin_access_token_expiresin: '2030-01-01T00:00:00.000Z' }],
    ['samlp', { cert: 'c', thumbprints: ['t'], expires: '2030-01-01T00:00:00.000Z', subject: { commonName: 'idp' } }],
    ['waad', { thumbprints: ['t'], granted: true, tenantId: 'x', app_domain: 'example.auth0.com' }],
    ['auth0', { strategy_version: 2 }],
  ];

  test.each(kept)('survives an update of the options of %s', (strategy, computed) => {
    const declared = buildConnection(strategy, { non_persistent_attrs: ['gender'] });
    const body = composeUpdateBody(
      shape,
      buildConnection(strategy, { ...computed, icon_url: 'https://a.example/logo.svg' }),
      declared,
      ['options'],
      wire,
    );
    expect(body.options).toEqual({ ...computed, icon_url: 'https://a.example/logo.svg', non_persistent_attrs: ['gender'] });
  });

  test.each<[string, JsonObject, JsonValue]>([
    [
      'samlp',
      { thumbprints: ['old'], expires: '2020-01-01T00:00:00.000Z' },
      { thumbprints: ['new'], expires: '2030-01-01T00:00:00.000Z' },
    ],
    ['waad', { thumbprints: ['old'], granted: false }, { thumbprints: ['new'], granted: true }],
    ['google-oauth2', { scope: ['profile', 'email'] }, { scope: ['email', 'profile'] }],
    [
      'auth0',
      { authentication_methods: { password: { signup_behavior: 'allow' } } },
      { authentication_methods: { password: { enabled: true } } },
    ],
    ['auth0', { attributes: { email: { unique: true } } }, { attributes: { email: { profile_required: true } } }],
    ['oidc', { id_token_signed_response_algs: [] }, {}],
  ])('is no reason for a change of %s', (strategy, declared, live) => {
    const now = { ...buildConnection(strategy, {}), options: live };
    expect(computeFieldChanges(shape, now, buildConnection(strategy, declared), AS_IS)).toEqual([]);
  });

  test('an order that counts does', () => {
    const before = buildConnection('auth0', { precedence: ['email', 'username', 'phone_number'] });
    const after = buildConnection('auth0', { precedence: ['username', 'email', 'phone_number'] });
    expect(computeFieldChanges(shape, before, after, AS_IS)).toHaveLength(1);
  });
});

test('references become ids inside options', () => {
  const saml = composeCreateBody(shape, buildConnection('samlp', { idpinitiated: { client_id: 'Storefront' } }), wire);
  const database = composeCreateBody(
    shape,
    buildConnection('auth0', { custom_password_hash: { action_id: 'Old hashes' } }),
    wire,
  );
  expect(saml.options).toEqual({ idpinitiated: { client_id: { $ref: 'clients/Storefront' } } });
  expect(database.options).toEqual({ custom_password_hash: { action_id: { $ref: 'actions/Old hashes' } } });
});
