import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/model/json/json-value.ts';

/** Values from small pools: two definitions drawn from them agree in some fields and differ in others. */
type Fields = fc.Arbitrary<JsonObject>;

/** Without the members that were not drawn. */
export const present = (drawn: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(drawn).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const some = (fields: Readonly<Record<string, fc.Arbitrary<JsonValue>>>): Fields =>
  fc.record(fields, { requiredKeys: [] }).map(present);

const one = (...values: readonly JsonValue[]): fc.Arbitrary<JsonValue> => fc.constantFrom(...values);
const set = (...values: readonly string[]): fc.Arbitrary<JsonValue> => fc.shuffledSubarray([...values]);
const filledSet = (...values: readonly string[]): fc.Arbitrary<JsonValue> =>
  fc.shuffledSubarray([...values], { minLength: 1 }).map((items) => items);
const flag = one(true, false);
const url = (path: string): string => `https://acme.test/${path}`;

const text = one('', 'plain', 'ünï "cödé" </script>', 'a\nb\n', '${env:HOME} @@KEY@@ ##KEY##', 'x'.repeat(120));
const metadata = fc.dictionary(fc.constantFrom('team', 'tier', '__proto__x', 'a/b~c'), one('one', 'two', null), { maxKeys: 3 });

export const apiFields = some({
  name: one('Orders', 'Orders API'),
  token_lifetime: one(3600, 86_400),
  token_lifetime_for_web: one(600, 3600),
  allow_offline_access: flag,
  signing_alg: one('RS256', 'PS256'),
  token_dialect: one('access_token', 'access_token_authz', 'rfc9068_profile'),
  enforce_policies: flag,
  skip_consent_for_verifiable_first_party_clients: flag,
  consent_policy: one('transactional-authorization-with-mfa', null),
  authorization_details: one(null, [{ type: 'payment' }], [{ type: 'transfer' }, { type: 'payment' }]),
  proof_of_possession: one(null, { mechanism: 'dpop', required: true }, { mechanism: 'mtls', required: false }),
  subject_type_authorization: one(
    { user: { policy: 'deny_all' } },
    { client: { policy: 'deny_all' }, user: { policy: 'allow_all' } },
  ),
});

const refreshToken = fc.oneof(
  fc.constant(null),
  fc.record({
    rotation_type: one('rotating', 'non-rotating'),
    expiration_type: one('expiring', 'non-expiring'),
    leeway: one(0, 15),
  }),
);

export const clientFields = some({
  description: one('', 'Shop', 'Back office'),
  app_type: one('regular_web', 'spa', 'non_interactive'),
  callbacks: set(url('cb'), url('cb2'), url('a~b/c')),
  allowed_logout_urls: set(url('bye'), url('out')),
  web_origins: set('https://acme.test', 'https://www.acme.test'),
  grant_types: filledSet('authorization_code', 'refresh_token', 'client_credentials'),
  oidc_conformant: flag,
  jwt_configuration: some({ alg: one('RS256', 'HS256'), lifetime_in_seconds: one(600, 36_000) }),
  refresh_token: refreshToken,
  client_metadata: metadata,
  organization_usage: one('deny', 'allow', null),
  organization_require_behavior: one('no_prompt', null),
  token_endpoint_auth_method: one('client_secret_post', 'client_secret_basic'),
  logo_uri: one('', url('logo.png')),
  initiate_login_uri: one('', url('login')),
  oidc_logout: one({ backchannel_logout_urls: [url('bcl')] }, { backchannel_logout_urls: [url('bcl2'), url('bcl')] }),
  mobile: one({ ios: { team_id: 'TEAM123', app_bundle_identifier: 'test.acme' } }),
  native_social_login: one(null, { apple: { enabled: true } }, { apple: { enabled: false }, facebook: { enabled: true } }),
  par_request_expiry: one(30, null),
  require_pushed_authorization_requests: flag,
  custom_login_page: one('', '<html>\n  <body>in</body>\n</html>\n'),
  addons: one({}, { samlp: { audience: 'urn:a', mappings: { email: 'mail' } } }, { wsfed: {}, samlp: { audience: 'urn:b' } }),
  allowed_clients: set('one', 'two'),
  sso_disabled: flag,
  session_transfer: one(
    null,
    { can_create_session_transfer_token: true },
    { allowed_authentication_methods: null, enforce_device_binding: 'asn' },
    { allowed_authentication_methods: ['query', 'cookie'], delegation: null },
  ),
  token_quota: one(null, { client_credentials: { enforce: false, per_hour: 5 } }),
  token_exchange: one(null, { allow_any_profile_of_type: ['custom_authentication'] }),
  skip_non_verifiable_callback_uri_confirmation_prompt: one(true, false, null),
  async_approval_notification_channels: one(null, ['guardian-push'], ['email', 'guardian-push']),
});

export const roleFields = some({ description: text });

const color = one('#fff', '#0a0b0c');
export const organizationFields = some({
  display_name: one('Acme', 'Acme & Söhne'),
  branding: fc.oneof(
    some({ logo_url: one(url('l.png'), null) }),
    fc.record({ colors: fc.record({ primary: color, page_background: color }) }).map((drawn) => ({ ...drawn })),
  ),
  metadata,
  token_quota: one(null, { client_credentials: { enforce: true, per_day: 100 } }),
});

export const grantFields = some({
  organization_usage: one('deny', 'allow', 'require', null),
  allow_any_organization: one(true, false, null),
});

export const connectionFields = some({
  display_name: one('Log in', 'Sign in'),
  show_as_button: flag,
  metadata,
  authentication: one({ active: true }, { active: false }),
});

const upstream = one(null, { prompt: { value: 'login' } }, { login_hint: { alias: 'login_hint' }, prompt: { value: 'none' } });
const common = { non_persistent_attrs: set('gender', 'hobby'), upstream_params: upstream };

/** Strategy by slot, since it can't change; the options that teams write for it. */
export const STRATEGIES: readonly { readonly strategy: string; readonly options: Fields }[] = [
  {
    strategy: 'auth0',
    options: some({
      passwordPolicy: one('low', 'good', 'excellent', null),
      validation: one(null, { username: { min: 1, max: 15 } }),
      password_dictionary: one(null, { enable: true, dictionary: ['acme', 'shop'] }, { enable: false }),
      password_complexity_options: one(null, { min_length: 12 }),
      password_history: one({ enable: true, size: 5 }, { enable: false }, null),
      brute_force_protection: flag,
      disable_signup: flag,
      mfa: one({ active: true, return_enroll_settings: true }, { active: false }),
      authentication_methods: one({ passkey: { enabled: true } }, { password: { enabled: true }, passkey: { enabled: false } }),
      customScripts: one({ login: 'function login() {\n}\n' }, { login: 'function login() {}', create: 'function c() {}' }, null),
    }).map((options) => ({
      ...options,
      // Values that come back encrypted can't be sent back, so they go along with every change of the options.
      configuration: { KEY: 'a secret of scripts' },
    })),
  },
  {
    strategy: 'google-oauth2',
    options: some({
      client_id: one('google-id', null),
      client_secret: one('google secret'),
      email: flag,
      profile: flag,
      ...common,
    }),
  },
  {
    strategy: 'oidc',
    options: some({
      type: one('back_channel', 'front_channel'),
      client_id: one('oidc-id', 'oidc-id-2'),
      client_secret: one('oidc secret 1', 'oidc secret 2'),
      discovery_url: one('https://idp.acme.test/.well-known/openid-configuration'),
      scope: one('openid', 'openid profile'),
      domain_aliases: set('acme.test', 'acme.example'),
      ...common,
    }),
  },
  {
    strategy: 'samlp',
    options: some({
      signInEndpoint: one(url('saml'), url('saml2')),
      entityId: one('urn:acme', 'urn:acme:2'),
      signSAMLRequest: flag,
      fieldsMap: one({ email: 'mail' }, { email: ['mail', 'email'], name: 'cn' }, null),
      ...common,
    }),
  },
  {
    strategy: 'waad',
    options: some({
      client_id: one('waad-id', 'waad-id-2'),
      client_secret: one('waad secret'),
      tenant_domain: one('acme.onmicrosoft.com'),
      domain_aliases: set('acme.test', 'acme.example'),
      useCommonEndpoint: flag,
      ...common,
    }),
  },
  {
    strategy: 'sms',
    options: some({
      from: one('+15550100', null),
      template: one('Your code: @@password@@', 'a\nb'),
      totp: one({ length: 6, time_step: 180 }, { length: 8 }, null),
      disable_signup: flag,
      twilio_sid: one('AC1'),
      twilio_token: one('twilio secret'),
    }),
  },
  {
    strategy: 'oauth2',
    options: some({
      authorizationURL: one(url('authorize')),
      tokenURL: one(url('token')),
      client_id: one('oauth-id'),
      client_secret: one('oauth secret'),
      scope: one('openid', 'openid email'),
      scripts: one({ fetchUserProfile: 'function f() {\n}\n' }, { fetchUserProfile: 'function f() {}' }),
      customHeaders: one({ 'x-a': 'header secret' }, null),
      pkce_enabled: flag,
    }),
  },
  {
    strategy: 'github',
    options: some({ client_id: one('gh-id'), client_secret: one('gh secret'), email: flag, read_user: flag, ...common }),
  },
];
