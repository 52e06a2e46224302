import type { TypeFixture } from './type-fixture.ts';

/** Templates, texts and switches: a place for each occasion, filled or not. */
export const PLACED_FIXTURES: readonly TypeFixture[] = [
  {
    type: 'emailProvider',
    before: `
emailProvider:
  name: sendgrid
  enabled: true
  default_from_address: hello@acme.test
  credentials: { api_key: "\${secret:MAIL_KEY}" }
`,
    after: `
emailProvider:
  name: sendgrid
  enabled: true
  default_from_address: team@acme.test
  credentials: { api_key: "\${secret:MAIL_KEY}" }
`,
    changes: ['update emailProvider: replace /default_from_address'],
    dashboardChange: {
      path: '/emails/provider',
      body: { default_from_address: 'them@acme.test' },
      drift: ['update emailProvider: replace /default_from_address'],
    },
  },
  {
    type: 'emailTemplates',
    before: `
emailTemplates:
  - template: verify_email
    from: hello@acme.test
    subject: Welcome
    body: <p>Hello</p>
    syntax: liquid
    enabled: true
  - { template: reset_email, from: hello@acme.test, subject: Reset, body: <p>Reset</p>, syntax: liquid, enabled: true }
`,
    after: `
emailTemplates:
  - template: verify_email
    from: hello@acme.test
    subject: Welcome to Acme
    body: <p>Hello you</p>
    syntax: liquid
    enabled: true
  - { template: reset_email, from: hello@acme.test, subject: Reset, body: <p>Reset</p>, syntax: liquid, enabled: false }
`,
    changes: [
      'update emailTemplates/verify_email: replace /subject, replace /body',
      'update emailTemplates/reset_email: replace /enabled',
    ],
    dashboardChange: {
      path: '/email-templates/verify_email',
      body: { subject: 'Theirs', urlLifetimeInSeconds: 77 },
      drift: ['update emailTemplates/verify_email: replace /subject'],
      survives: { urlLifetimeInSeconds: 77 },
    },
    unset: {
      text: 'emailTemplates: [{ template: verify_email, from: null }]',
      changes: ['update emailTemplates/verify_email: remove /from'],
    },
  },
  {
    type: 'brandingTemplates',
    with: `
customDomains:
  - { domain: login.acme.test, type: auth0_managed_certs }
`,
    before: `
branding:
  templates:
    - template: universal_login
      body: "<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>"
`,
    after: `
branding:
  templates:
    - template: universal_login
      body: "<html><head>{%- auth0:head -%}</head><body class='acme'>{%- auth0:widget -%}</body></html>"
`,
    changes: ['update brandingTemplates/universal_login: replace /body'],
    dashboardChange: {
      method: 'PUT',
      path: '/branding/templates/universal-login',
      body: { template: '<html><head>{%- auth0:head -%}</head><body>theirs {%- auth0:widget -%}</body></html>' },
      drift: ['update brandingTemplates/universal_login: replace /body'],
    },
  },
  {
    type: 'promptTexts',
    before: `
prompts:
  customText:
    en:
      login: { login: { title: Welcome, description: Log in } }
      signup: { signup: { title: Join } }
    de: { login: { login: { title: Willkommen } } }
`,
    after: `
prompts:
  customText:
    en:
      login: { login: { title: Welcome back, description: Log in } }
      signup: { signup: { title: Join } }
    de: { login: { login: { title: Willkommen } } }
`,
    changes: ['update promptTexts/en|login: replace /texts/login/title'],
    dashboardChange: {
      method: 'PUT',
      path: '/prompts/login/custom-text/en',
      body: { login: { title: 'Theirs', description: 'Log in' } },
      drift: ['update promptTexts/en|login: replace /texts/login/title'],
    },
    unset: {
      text: 'prompts: { customText: { de: { login: { login: { title: null } } }, en: { signup: { signup: null } } } }',
      changes: ['update promptTexts/de|login: remove /texts/login/title', 'update promptTexts/en|signup: remove /texts/signup'],
    },
  },
  {
    type: 'promptPartials',
    with: `
customDomains:
  - { domain: login.acme.test, type: auth0_managed_certs }
`,
    before: `
prompts:
  partials:
    login: { login: { form-content-start: <p>One</p>, form-content-end: <p>Two</p> } }
`,
    after: `
prompts:
  partials:
    login: { login: { form-content-start: <p>Three</p>, form-content-end: <p>Two</p> } }
`,
    changes: ['update promptPartials/login: replace /partials/login/form-content-start'],
    dashboardChange: {
      method: 'PUT',
      path: '/prompts/login/partials',
      body: { login: { 'form-content-start': '<p>Theirs</p>', 'form-content-end': '<p>Two</p>' } },
      drift: ['update promptPartials/login: replace /partials/login/form-content-start'],
    },
  },
  {
    type: 'promptScreens',
    before: `
prompts:
  screenRenderers:
    - { prompt: login-id, screen: login-id, rendering_mode: advanced, context_configuration: [branding.settings], head_tags: [{ tag: script, attributes: { src: https://acme.test/a.js } }] }
`,
    after: `
prompts:
  screenRenderers:
    - { prompt: login-id, screen: login-id, rendering_mode: advanced, context_configuration: [branding.settings, branding.themes.default], head_tags: [{ tag: script, attributes: { src: https://acme.test/a.js } }] }
`,
    changes: ['update promptScreens/login-id|login-id: add /context_configuration/branding.themes.default'],
    dashboardChange: {
      path: '/prompts/login-id/screen/login-id/rendering',
      body: { rendering_mode: 'standard', default_head_tags_disabled: true },
      drift: ['update promptScreens/login-id|login-id: replace /rendering_mode'],
      survives: { default_head_tags_disabled: true },
    },
  },
  {
    type: 'guardianFactorProviders',
    before: `
guardianFactorProviders:
  - { name: phone, provider: twilio, from: "+15550100", sid: AC1, auth_token: "\${secret:TWILIO}" }
`,
    after: `
guardianFactorProviders:
  - { name: phone, provider: twilio, from: "+15550111", sid: AC1, auth_token: "\${secret:TWILIO}" }
`,
    changes: ['update guardianFactorProviders/phone|twilio: replace /from'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/phone/providers/twilio',
      body: { from: '+15550199', sid: 'AC1', auth_token: 'a token of twilio' },
      drift: ['update guardianFactorProviders/phone|twilio: replace /from'],
    },
  },
  {
    type: 'guardianFactorSettings',
    before: 'guardianFactorSettings: [{ name: email, otp_length: 8 }, { name: phone, otp_expiration_time: 120 }]',
    after: 'guardianFactorSettings: [{ name: email, otp_length: 7 }, { name: phone, otp_expiration_time: 120 }]',
    changes: ['update guardianFactorSettings/email: replace /otp_length'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/email/settings',
      body: { otp_length: 6, otp_expiration_time: 900 },
      drift: ['update guardianFactorSettings/email: replace /otp_length'],
      survives: { otp_expiration_time: 900 },
    },
  },
  {
    type: 'guardianFactorTemplates',
    before: 'guardianFactorTemplates: [{ name: phone, enrollment_message: "{{code}} is it", verification_message: "{{code}}" }]',
    after: 'guardianFactorTemplates: [{ name: phone, enrollment_message: "{{code}} it is", verification_message: "{{code}}" }]',
    changes: ['update guardianFactorTemplates/phone: replace /enrollment_message'],
    dashboardChange: {
      method: 'PUT',
      path: '/guardian/factors/phone/templates',
      body: { enrollment_message: 'theirs {{code}}', verification_message: '{{code}}' },
      drift: ['update guardianFactorTemplates/phone: replace /enrollment_message'],
    },
  },
];
