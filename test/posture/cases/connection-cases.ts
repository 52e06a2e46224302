import { on, type RuleCase, type RuleCases } from './rule-case.ts';

const db = (options: object, more: Omit<RuleCase, 'r'> = {}) =>
  on({ $key: 'users', name: 'users', strategy: 'auth0', options }, more);
const idp = (strategy: string, options: object, more: object = {}) => on({ strategy, options, ...more });
const withMfa = { t: { guardianPolicies: [{ policies: ['all-applications'] }] } };
const withoutMfa = { t: { guardianPolicies: [{ policies: [] }] } };
const length = (min_length: number) => ({ password_complexity_options: { min_length } });
const noPassword = { authentication_methods: { password: { enabled: false } } };
const usedBy = (organization_usage: string) => ({ t: { clients: [{ $key: 'App', organization_usage }] } });
const business = (options: object, organization_usage: string, enabled_clients: readonly string[] = ['App']) =>
  on({ strategy: 'auth0', options, enabled_clients }, usedBy(organization_usage));
const complexity = (more: object) => ({ password_options: { complexity: more } });

const DATABASE_CASES: RuleCases = {
  'password-policy-weak': {
    hit: [db({ passwordPolicy: 'low' }), db({ passwordPolicy: 'none' })],
    miss: [
      db({ passwordPolicy: 'fair' }),
      db({ passwordPolicy: 'low', ...noPassword }),
      db({ ...complexity({ min_length: 15 }) }),
      idp('samlp', {}),
    ],
  },
  'password-too-short': {
    hit: [db(length(7)), db(complexity({ min_length: 7 }))],
    miss: [db(length(8)), db({ passwordPolicy: 'low' }), db({ ...length(7), ...noPassword })],
  },
  'password-short-single-factor': {
    hit: [db(length(14), withoutMfa), db({}, withoutMfa)],
    miss: [db(length(15), withoutMfa), db(length(14), withMfa), db(length(7), withoutMfa)],
  },
  'password-dictionary-off': {
    hit: [db({}), db({ password_dictionary: { enable: false } })],
    miss: [db({ password_dictionary: { enable: true } }), db({ password_options: { dictionary: { active: true } } })],
  },
  'password-truncated': {
    hit: [db(complexity({ max_length_exceeded: 'truncate' }))],
    miss: [db(complexity({ max_length_exceeded: 'error' })), db({})],
  },
  'connection-brute-force-off': {
    hit: [db({ brute_force_protection: false })],
    miss: [db({ brute_force_protection: true }), db({})],
  },
  'connection-mfa-off': {
    hit: [db({ mfa: { active: false } }, withMfa)],
    miss: [db({ mfa: { active: false } }, withoutMfa), db({ mfa: { active: true } }, withMfa)],
  },
  'signup-open-to-business': {
    hit: [business({}, 'require')],
    miss: [business({ disable_signup: true }, 'require'), business({}, 'allow'), business({}, 'require', [])],
  },
  'passkeys-off': {
    hit: [db({})],
    miss: [db({ authentication_methods: { passkey: { enabled: true } } }), db(noPassword)],
  },
  'email-not-unique': {
    hit: [db({ attributes: { email: { unique: false } } })],
    miss: [db({ attributes: { email: { unique: true } } })],
  },
  'custom-database-live': {
    hit: [db({ enabledDatabaseCustomization: true, import_mode: false })],
    miss: [db({ enabledDatabaseCustomization: true, import_mode: true }), db({ enabledDatabaseCustomization: false })],
  },
  'realm-fallback': { hit: [db({ realm_fallback: true })], miss: [db({ realm_fallback: false })] },
  'otp-too-short': {
    hit: [idp('sms', { totp: { length: 5 } })],
    miss: [idp('sms', { totp: { length: 6 } }), idp('email', {})],
  },
  'otp-too-long-valid': {
    hit: [idp('email', { totp: { time_step: 601 } })],
    miss: [idp('email', { totp: { time_step: 600 } }), idp('email', {})],
  },
};

const provider = { enabled_clients: ['App'] };
const open = { $key: 'users', name: 'users', is_domain_connection: true };
const closed = { disable_signup: true };

const PROVIDER_CASES: RuleCases = {
  'saml-sha1': {
    hit: [
      idp('samlp', { signatureAlgorithm: 'rsa-sha1' }),
      idp('samlp', { digestAlgorithm: 'sha1' }),
      on({ app_type: 'regular_web', addons: { samlp: { signatureAlgorithm: 'rsa-sha1' } } }),
    ],
    miss: [idp('samlp', { signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256' })],
  },
  'saml-idp-initiated': {
    hit: [idp('samlp', { idpinitiated: { enabled: true } })],
    miss: [idp('samlp', { idpinitiated: { enabled: false } })],
  },
  'idp-endpoint-http': {
    hit: [idp('oidc', { token_endpoint: 'http://id.acme.example/token' }), idp('oidc', { issuer: 'http://id.acme.example' })],
    miss: [
      idp('oidc', { token_endpoint: 'https://id.acme.example/token', icon_url: 'http://cdn.acme.example/icon.png' }),
      idp('samlp', { fieldsMap: { email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' } }),
    ],
  },
  'saml-weak-decryption': {
    hit: [
      idp('samlp', {
        assertion_decryption_settings: {
          algorithm_profile: 'v2026-1',
          algorithm_exceptions: ['http://www.w3.org/2001/04/xmlenc#tripledes-cbc'],
        },
      }),
    ],
    miss: [idp('samlp', { assertion_decryption_settings: { algorithm_profile: 'v2026-1', algorithm_exceptions: [] } })],
  },
  'microsoft-any-tenant': {
    hit: [idp('waad', { useCommonEndpoint: true }), idp('waad', { waad_common_endpoint: true })],
    miss: [idp('waad', { useCommonEndpoint: false })],
  },
  'email-trusted-unproven': {
    hit: [idp('waad', { should_trust_email_verified_connection: 'always_set_emails_as_verified' })],
    miss: [idp('waad', { should_trust_email_verified_connection: 'never_set_emails_as_verified' })],
  },
  'email-trusted-any-tenant': {
    hit: [idp('waad', { useCommonEndpoint: true, should_trust_email_verified_connection: 'always_set_emails_as_verified' })],
    miss: [
      idp('waad', { should_trust_email_verified_connection: 'always_set_emails_as_verified' }),
      idp('waad', { useCommonEndpoint: true, should_trust_email_verified_connection: 'never_set_emails_as_verified' }),
    ],
  },
  'social-developer-keys': {
    hit: [idp('google-oauth2', {}, provider)],
    miss: [
      idp('google-oauth2', { client_id: 'abc' }, provider),
      idp('twitter', { consumer_key: 'abc' }, provider),
      idp('google-oauth2', {}, { enabled_clients: [] }),
      idp('samlp', {}, provider),
    ],
  },
  'domain-connection-open': {
    hit: [on({ ...open, strategy: 'auth0', options: {} }, { t: { connections: [{ ...open, strategy: 'auth0' }] } })],
    miss: [
      on(
        { ...open, strategy: 'auth0', options: closed },
        { t: { connections: [{ ...open, strategy: 'auth0', options: closed }] } },
      ),
      on({ ...open, strategy: 'samlp' }, { t: { connections: [{ ...open, strategy: 'samlp' }] } }),
      on({ ...open, is_domain_connection: false }, { t: { connections: [{ ...open, strategy: 'auth0' }] } }),
    ],
  },
  'kerberos-any-address': {
    hit: [idp('ad', { ips: ['10.0.0.0/8'] }), idp('ad', { ips: ['10.1.2.3', '::/0'] })],
    miss: [idp('ad', { ips: ['10.1.0.0/16', '10.1.2.3', '2001:db8::/32'] })],
  },
};

export const CONNECTION_CASES: RuleCases = { ...DATABASE_CASES, ...PROVIDER_CASES };
