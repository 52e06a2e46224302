import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/model/json/json-value.ts';

/** Values from small pools: two definitions drawn from them agree in some fields and differ in others. */
type Fields = fc.Arbitrary<JsonObject>;

/** Without the members that were not drawn. */
export const omitUndefined = (drawn: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(drawn).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const drawFields = (fields: Readonly<Record<string, fc.Arbitrary<JsonValue>>>): Fields =>
  fc.record(fields, { requiredKeys: [] }).map(omitUndefined);

const drawValue = (...values: readonly JsonValue[]): fc.Arbitrary<JsonValue> => fc.constantFrom(...values);
const drawSubset = (...values: readonly string[]): fc.Arbitrary<JsonValue> => fc.shuffledSubarray([...values]);
const drawFilledSubset = (...values: readonly string[]): fc.Arbitrary<JsonValue> =>
  fc.shuffledSubarray([...values], { minLength: 1 }).map((items) => items);
const flag = drawValue(true, false);
const buildUrl = (path: string): string => `https://acme.test/${path}`;

const text = drawValue('', 'plain', 'ünï "cödé" </script>', 'a\nb\n', '${env:HOME} @@KEY@@ ##KEY##', 'x'.repeat(120));
const metadata = fc.dictionary(fc.constantFrom('team', 'tier', '__proto__x', 'a/b~c'), drawValue('one', 'two', null), {
  maxKeys: 3,
});

export const apiFields = drawFields({
  name: drawValue('Orders', 'Orders API'),
  token_lifetime: drawValue(3600, 86_400),
  token_lifetime_for_web: drawValue(600, 3600),
  allow_offline_access: flag,
  signing_alg: drawValue('RS256', 'PS256'),
  token_dialect: drawValue('access_token', 'access_token_authz', 'rfc9068_profile'),
  enforce_policies: flag,
  skip_consent_for_verifiable_first_party_clients: flag,
  consent_policy: drawValue('transactional-authorization-with-mfa', null),
  authorization_details: drawValue(null, [{ type: 'payment' }], [{ type: 'transfer' }, { type: 'payment' }]),
  proof_of_possession: drawValue(null, { mechanism: 'dpop', required: true }, { mechanism: 'mtls', required: false }),
  subject_type_authorization: drawValue(
    { user: { policy: 'deny_all' } },
    { client: { policy: 'deny_all' }, user: { policy: 'allow_all' } },
  ),
});

const refreshToken = fc.oneof(
  fc.constant(null),
  fc.record({
    rotation_type: drawValue('rotating', 'non-rotating'),
    expiration_type: drawValue('expiring', 'non-expiring'),
    leeway: drawValue(0, 15),
  }),
);

export const clientFields = drawFields({
  description: drawValue('', 'Shop', 'Back office'),
  app_type: drawValue('regular_web', 'spa', 'non_interactive'),
  callbacks: drawSubset(buildUrl('cb'), buildUrl('cb2'), buildUrl('a~b/c')),
  allowed_logout_urls: drawSubset(buildUrl('bye'), buildUrl('out')),
  web_origins: drawSubset('https://acme.test', 'https://www.acme.test'),
  grant_types: drawFilledSubset('authorization_code', 'refresh_token', 'client_credentials'),
  oidc_conformant: flag,
  jwt_configuration: drawFields({ alg: drawValue('RS256', 'HS256'), lifetime_in_seconds: drawValue(600, 36_000) }),
  refresh_token: refreshToken,
  client_metadata: metadata,
  organization_usage: drawValue('deny', 'allow', null),
  organization_require_behavior: drawValue('no_prompt', null),
  token_endpoint_auth_method: drawValue('client_secret_post', 'client_secret_basic'),
  logo_uri: drawValue('', buildUrl('logo.png')),
  initiate_login_uri: drawValue('', buildUrl('login')),
  oidc_logout: drawValue(
    { backchannel_logout_urls: [buildUrl('bcl')] },
    { backchannel_logout_urls: [buildUrl('bcl2'), buildUrl('bcl')] },
  ),
  mobile: drawValue({ ios: { team_id: 'TEAM123', app_bundle_identifier: 'test.acme' } }),
  native_social_login: drawValue(null, { apple: { enabled: true } }, { apple: { enabled: false }, facebook: { enabled: true } }),
  par_request_expiry: drawValue(30, null),
  require_pushed_authorization_requests: flag,
  custom_login_page: drawValue('', '<html>\n  <body>in</body>\n</html>\n'),
  addons: drawValue(
    {},
    { samlp: { audience: 'urn:a', mappings: { email: 'mail' } } },
    { wsfed: {}, samlp: { audience: 'urn:b' } },
  ),
  allowed_clients: drawSubset('one', 'two'),
  sso_disabled: flag,
  session_transfer: drawValue(
    null,
    { can_create_session_transfer_token: true },
    { allowed_authentication_methods: null, enforce_device_binding: 'asn' },
    { allowed_authentication_methods: ['query', 'cookie'], delegation: null },
  ),
  token_quota: drawValue(null, { client_credentials: { enforce: false, per_hour: 5 } }),
  token_exchange: drawValue(null, { allow_any_profile_of_type: ['custom_authentication'] }),
  skip_non_verifiable_callback_uri_confirmation_prompt: drawValue(true, false, null),
  async_approval_notification_channels: drawValue(null, ['guardian-push'], ['email', 'guardian-push']),
});

export const roleFields = drawFields({ description: text });

const color = drawValue('#fff', '#0a0b0c');
export const organizationFields = drawFields({
  display_name: drawValue('Acme', 'Acme & Söhne'),
  branding: fc.oneof(
    drawFields({ logo_url: drawValue(buildUrl('l.png'), null) }),
    fc.record({ colors: fc.record({ primary: color, page_background: color }) }).map((drawn) => ({ ...drawn })),
  ),
  metadata,
  token_quota: drawValue(null, { client_credentials: { enforce: true, per_day: 100 } }),
});

export const grantFields = drawFields({
  organization_usage: drawValue('deny', 'allow', 'require', null),
  allow_any_organization: drawValue(true, false, null),
});

export const connectionFields = drawFields({
  display_name: drawValue('Log in', 'Sign in'),
  show_as_button: flag,
  metadata,
  authentication: drawValue({ active: true }, { active: false }),
});

const upstream = drawValue(
  null,
  { prompt: { value: 'login' } },
  { login_hint: { alias: 'login_hint' }, prompt: { value: 'none' } },
);
const common = { non_persistent_attrs: drawSubset('gender', 'hobby'), upstream_params: upstream };

/** Strategy by slot, since it can't change; the options that teams write for it. */
export const STRATEGIES: readonly { readonly strategy: string; readonly options: Fields }[] = [
  {
    strategy: 'auth0',
    options: drawFields({
      passwordPolicy: drawValue('low', 'good', 'excellent', null),
      validation: drawValue(null, { username: { min: 1, max: 15 } }),
      password_dictionary: drawValue(null, { enable: true, dictionary: ['acme', 'shop'] }, { enable: false }),
      password_complexity_options: drawValue(null, { min_length: 12 }),
      password_history: drawValue({ enable: true, size: 5 }, { enable: false }, null),
      brute_force_protection: flag,
      disable_signup: flag,
      mfa: drawValue({ active: true, return_enroll_settings: true }, { active: false }),
      authentication_methods: drawValue(
        { passkey: { enabled: true } },
        { password: { enabled: true }, passkey: { enabled: false } },
      ),
      customScripts: drawValue(
        { login: 'function login() {\n}\n' },
        { login: 'function login() {}', create: 'function c() {}' },
        null,
      ),
    }).map((options) => ({
      ...options,
      // Values that come back encrypted can't be sent back, so they go along with every change of the options.
      configuration: { KEY: 'a secret of scripts' },
    })),
  },
  {
    strategy: 'google-oauth2',
    options: drawFields({
      client_id: drawValue('google-id', null),
      client_secret: drawValue('google secret'),
      email: flag,
      profile: flag,
      ...common,
    }),
  },
  {
    strategy: 'oidc',
    options: drawFields({
      type: drawValue('back_channel', 'front_channel'),
      client_id: drawValue('oidc-id', 'oidc-id-2'),
      client_secret: drawValue('oidc secret 1', 'oidc secret 2'),
      discovery_url: drawValue('https://idp.acme.test/.well-known/openid-configuration'),
      scope: drawValue('openid', 'openid profile'),
      domain_aliases: drawSubset('acme.test', 'acme.example'),
      ...common,
    }),
  },
  {
    strategy: 'samlp',
    options: drawFields({
      signInEndpoint: drawValue(buildUrl('saml'), buildUrl('saml2')),
      entityId: drawValue('urn:acme', 'urn:acme:2'),
      signSAMLRequest: flag,
      fieldsMap: drawValue({ email: 'mail' }, { email: ['mail', 'email'], name: 'cn' }, null),
      ...common,
    }),
  },
  {
    strategy: 'waad',
    options: drawFields({
      client_id: drawValue('waad-id', 'waad-id-2'),
      client_secret: drawValue('waad secret'),
      tenant_domain: drawValue('acme.onmicrosoft.com'),
      domain_aliases: drawSubset('acme.test', 'acme.example'),
      useCommonEndpoint: flag,
      ...common,
    }),
  },
  {
    strategy: 'sms',
    options: drawFields({
      from: drawValue('+15550100', null),
      template: drawValue('Your code: @@password@@', 'a\nb'),
      totp: drawValue({ length: 6, time_step: 180 }, { length: 8 }, null),
      disable_signup: flag,
      twilio_sid: drawValue('AC1'),
      twilio_token: drawValue('twilio secret'),
    }),
  },
  {
    strategy: 'oauth2',
    options: drawFields({
      authorizationURL: drawValue(buildUrl('authorize')),
      tokenURL: drawValue(buildUrl('token')),
      client_id: drawValue('oauth-id'),
      client_secret: drawValue('oauth secret'),
      scope: drawValue('openid', 'openid email'),
      scripts: drawValue({ fetchUserProfile: 'function f() {\n}\n' }, { fetchUserProfile: 'function f() {}' }),
      customHeaders: drawValue({ 'x-a': 'header secret' }, null),
      pkce_enabled: flag,
    }),
  },
  {
    strategy: 'github',
    options: drawFields({
      client_id: drawValue('gh-id'),
      client_secret: drawValue('gh secret'),
      email: flag,
      read_user: flag,
      ...common,
    }),
  },
];
