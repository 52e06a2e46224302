import { on, type RuleCases } from './rule-case.ts';

const flag = (name: string, value: boolean) => on({ flags: { [name]: value } });
const off = (name: string) => ({ hit: [flag(name, true)], miss: [flag(name, false), on({})] });
const withMfa = { regulated: true, t: { guardianPolicies: [{ policies: ['all-applications'] }] } };
const registration = (dynamic_client_registration_security_mode: string, enable_dynamic_client_registration = true) =>
  on({ flags: { enable_dynamic_client_registration }, dynamic_client_registration_security_mode });

export const TENANT_CASES: RuleCases = {
  'session-long': {
    hit: [on({ session_lifetime: 721 }), on({ session_lifetime: 168, session_lifetime_in_minutes: 43_201 })],
    miss: [on({ session_lifetime: 720 }), on({ session_lifetime_in_minutes: 43_200 }), on({})],
  },
  'session-idle-long': {
    hit: [on({ idle_session_lifetime: 169 })],
    miss: [on({ idle_session_lifetime: 168 }), on({})],
  },
  'session-long-for-mfa': {
    hit: [on({ session_lifetime: 25 }, withMfa)],
    miss: [
      on({ session_lifetime: 24 }, withMfa),
      on({ session_lifetime: 25 }, { ...withMfa, regulated: false }),
      on({ session_lifetime: 25 }, { regulated: true, t: { guardianPolicies: [] } }),
    ],
  },
  clickjacking: off('disable_clickjack_protection_headers'),
  'signup-reveals-users': off('enable_public_signup_user_exists_error'),
  'legacy-endpoints': off('allow_legacy_tokeninfo_endpoint'),
  'confirmation-skipped-everywhere': {
    hit: [on({ skip_non_verifiable_callback_uri_confirmation_prompt: true })],
    miss: [on({ skip_non_verifiable_callback_uri_confirmation_prompt: false }), on({})],
  },
  'passwordless-start-open': {
    hit: [flag('enforce_client_authentication_on_passwordless_start', false)],
    miss: [flag('enforce_client_authentication_on_passwordless_start', true), on({})],
  },
  'magic-link-anywhere': {
    hit: [on({ universal_login: { passwordless: { allow_magiclink_verify_without_session: true } } })],
    miss: [on({ universal_login: { passwordless: { allow_magiclink_verify_without_session: false } } })],
  },
  'device-code-guessable': {
    hit: [on({ device_flow: { charset: 'digits', mask: '***-***' } }), on({ device_flow: { charset: 'base20', mask: '****' } })],
    miss: [on({ device_flow: { charset: 'base20', mask: '***-**' } }), on({ device_flow: { charset: 'digits' } }), on({})],
  },
  'classic-login': {
    hit: [on({ universal_login_experience: 'classic' })],
    miss: [on({ universal_login_experience: 'new' }), on({})],
  },
  'new-apps-get-all-connections': off('enable_client_connections'),
  'dev-client-registration': off('enable_dynamic_client_registration'),
  'dcr-permissive': { hit: [registration('permissive')], miss: [registration('strict'), registration('permissive', false)] },
  'issuer-not-sent': {
    hit: [on({}, { regulated: true })],
    miss: [on({ authorization_response_iss_parameter_supported: true }, { regulated: true }), on({})],
  },
  'sandbox-old': { hit: [on({ sandbox_version: '16' })], miss: [on({ sandbox_version: '18' }), on({})] },
  'tenant-logout-url-insecure': {
    hit: [on({ allowed_logout_urls: ['http://a.example'] }), on({ allowed_logout_urls: ['https://*.a.example'] })],
    miss: [
      on({ allowed_logout_urls: ['https://a.example'] }),
      on({ allowed_logout_urls: ['http://localhost:3000'] }, { prod: false }),
    ],
  },
  'support-contact': {
    hit: [on({ support_email: '' })],
    miss: [on({ support_email: 'help@a.example' }), on({ support_url: 'https://a.example/help' })],
  },
};
