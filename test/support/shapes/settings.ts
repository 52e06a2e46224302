import type { TypeFixture } from './type-fixture.ts';

/** Settings of which there is one, from the start. */
export const SETTING_FIXTURES: readonly TypeFixture[] = [
  {
    type: 'tenant',
    before: `
tenant:
  friendly_name: Acme
  support_email: help@acme.test
  enabled_locales: [en, de]
  session_lifetime: 72
  allowed_logout_urls: [https://acme.test/bye, https://shop.acme.test/bye]
  flags: { enable_client_connections: false }
  error_page: { html: <p>Sorry</p>, show_log_link: false, url: https://acme.test/error }
`,
    after: `
tenant:
  friendly_name: Acme Inc
  support_email: help@acme.test
  enabled_locales: [de, en]
  session_lifetime: 48
  allowed_logout_urls: [https://shop.acme.test/bye, https://acme.test/out]
  flags: { enable_client_connections: true }
  error_page: { html: <p>Sorry</p>, show_log_link: true, url: https://acme.test/error }
`,
    changes: [
      'update tenant: replace /friendly_name, replace /enabled_locales, replace /session_lifetime, remove /allowed_logout_urls/https:~1~1acme.test~1bye, add /allowed_logout_urls/https:~1~1acme.test~1out, replace /flags/enable_client_connections, replace /error_page/show_log_link',
    ],
    dashboardChange: {
      path: '/tenants/settings',
      body: { friendly_name: 'Theirs', support_url: 'https://theirs.test', flags: { enable_sso: false } },
      drift: ['update tenant: replace /friendly_name'],
      survives: { support_url: 'https://theirs.test', flags: { enable_sso: false } },
    },
    unset: { text: 'tenant: { error_page: null }', changes: ['update tenant: remove /error_page'] },
  },
  {
    type: 'branding',
    before: `
branding:
  colors: { primary: "#112233", page_background: "#ffffff" }
  logo_url: https://acme.test/logo.png
`,
    after: `
branding:
  colors: { primary: "#445566" }
  logo_url: https://acme.test/logo.png
`,
    changes: ['update branding: replace /colors/primary'],
    dashboardChange: {
      path: '/branding',
      body: { logo_url: 'https://theirs.test/logo.png', favicon_url: 'https://theirs.test/icon.png' },
      drift: ['update branding: replace /logo_url'],
      survives: { favicon_url: 'https://theirs.test/icon.png' },
    },
    unset: { text: 'branding: { logo_url: null }', changes: ['update branding: remove /logo_url'] },
  },
  {
    type: 'prompts',
    before: 'prompts: { universal_login_experience: new, identifier_first: true }',
    after: 'prompts: { universal_login_experience: new, identifier_first: false }',
    changes: ['update prompts: replace /identifier_first'],
    dashboardChange: {
      path: '/prompts',
      body: { universal_login_experience: 'classic', webauthn_platform_first_factor: true },
      drift: ['update prompts: replace /universal_login_experience'],
      survives: { webauthn_platform_first_factor: true },
    },
  },
  {
    type: 'attackProtection',
    before: `
attackProtection:
  bruteForceProtection: { enabled: true, shields: [block], max_attempts: 5 }
  suspiciousIpThrottling: { enabled: true }
  breachedPasswordDetection: { enabled: false }
`,
    after: `
attackProtection:
  bruteForceProtection: { enabled: true, shields: [user_notification, block], max_attempts: 7 }
  suspiciousIpThrottling: { enabled: true, allowlist: [10.0.0.1] }
  breachedPasswordDetection: { enabled: false }
`,
    changes: [
      'update attackProtection/bruteForceProtection: add /shields/user_notification, replace /max_attempts',
      'update attackProtection/suspiciousIpThrottling: add /allowlist/10.0.0.1',
    ],
    dashboardChange: {
      path: '/attack-protection/brute-force-protection',
      body: { max_attempts: 9, mode: 'count_per_identifier' },
      drift: ['update attackProtection/bruteForceProtection: replace /max_attempts'],
      survives: { mode: 'count_per_identifier' },
    },
  },
  {
    type: 'riskAssessment',
    before: 'riskAssessment: { settings: { enabled: true }, new_device: { remember_for: 30 } }',
    after: 'riskAssessment: { settings: { enabled: true }, new_device: { remember_for: 60 } }',
    changes: ['update riskAssessment/new_device: replace /remember_for'],
    dashboardChange: {
      path: '/risk-assessments/settings',
      body: { enabled: false },
      drift: ['update riskAssessment/settings: replace /enabled'],
    },
  },
  {
    type: 'guardianPolicies',
    before: 'guardianPolicies: { policies: [all-applications] }',
    after: 'guardianPolicies: { policies: [] }',
    changes: ['update guardianPolicies: remove /policies/all-applications'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/policies',
      body: ['confidence-score'],
      drift: ['update guardianPolicies: remove /policies/confidence-score'],
    },
  },
  {
    type: 'guardianPhoneFactorMessageTypes',
    before: 'guardianPhoneFactorMessageTypes: { message_types: [sms] }',
    after: 'guardianPhoneFactorMessageTypes: { message_types: [voice, sms] }',
    changes: ['update guardianPhoneFactorMessageTypes: add /message_types/voice'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/phone/message-types',
      body: { message_types: ['voice'] },
      drift: ['update guardianPhoneFactorMessageTypes: add /message_types/sms'],
    },
  },
  {
    type: 'guardianPhoneFactorSelectedProvider',
    before: 'guardianPhoneFactorSelectedProvider: { provider: twilio }',
    after: 'guardianPhoneFactorSelectedProvider: { provider: auth0 }',
    changes: ['update guardianPhoneFactorSelectedProvider: replace /provider'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/phone/selected-provider',
      body: { provider: 'phone-message-hook' },
      drift: ['update guardianPhoneFactorSelectedProvider: replace /provider'],
    },
  },
  {
    type: 'guardianPushFactorSelectedProvider',
    before: 'guardianPushFactorSelectedProvider: { provider: sns }',
    after: 'guardianPushFactorSelectedProvider: { provider: direct }',
    changes: ['update guardianPushFactorSelectedProvider: replace /provider'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/push-notification/selected-provider',
      body: { provider: 'guardian' },
      drift: ['update guardianPushFactorSelectedProvider: replace /provider'],
    },
  },
  {
    type: 'guardianSettings',
    before: 'guardianSettings: { mfa_session_inactivity_timeout: 7200, mfa_session_overall_timeout: 86400 }',
    after: 'guardianSettings: { mfa_session_inactivity_timeout: 90000, mfa_session_overall_timeout: 100000 }',
    changes: ['update guardianSettings: replace /mfa_session_inactivity_timeout, replace /mfa_session_overall_timeout'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/settings',
      body: {
        display_remember_me_checkbox: false,
        remember_me_default_value: true,
        mfa_session_inactivity_timeout: 3600,
        mfa_session_overall_timeout: 100_000,
      },
      drift: ['update guardianSettings: replace /mfa_session_inactivity_timeout'],
      survives: { display_remember_me_checkbox: false, remember_me_default_value: true },
    },
  },
  {
    type: 'supplementalSignals',
    before: 'supplementalSignals: { akamai_enabled: true }',
    after: 'supplementalSignals: { akamai_enabled: false }',
    changes: ['update supplementalSignals: replace /akamai_enabled'],
    dashboardChange: {
      path: '/supplemental-signals',
      body: { akamai_enabled: true },
      drift: ['update supplementalSignals: replace /akamai_enabled'],
    },
  },
];
