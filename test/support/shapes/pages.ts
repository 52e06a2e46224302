import type { TypeFixture } from './type-fixture.ts';

const buildEmailYaml = (id: string, email: string): string =>
  `{ id: ${id}, type: EMAIL, action: VERIFY_EMAIL, allow_failure: false, params: { email: ${email} } }`;

/** Pages and what runs behind them. */
export const PAGE_FIXTURES: readonly TypeFixture[] = [
  {
    type: 'flows',
    before: `flows: [{ name: note, actions: [${buildEmailYaml('a1', 'a@acme.test')}] }]`,
    after: `flows: [{ name: note, actions: [${buildEmailYaml('a1', 'b@acme.test')}] }]`,
    changes: ['update flows/note: replace /actions'],
    dashboardChange: {
      path: '/flows/{id}',
      body: { actions: [] },
      drift: ['update flows/note: add /actions'],
    },
  },
  {
    type: 'forms',
    before: 'forms: [{ name: hello, languages: { primary: en } }]',
    after: 'forms: [{ name: hello, languages: { primary: de } }]',
    changes: ['update forms/hello: replace /languages/primary'],
    dashboardChange: {
      path: '/forms/{id}',
      body: { languages: { primary: 'fr' }, translations: { de: { title: 'Hallo' } } },
      drift: ['update forms/hello: replace /languages/primary'],
      survives: { translations: { de: { title: 'Hallo' } } },
    },
  },
  {
    type: 'pages',
    before: 'pages: [{ name: guardian_multifactor, html: "<p>one</p>", enabled: true }]',
    after: 'pages: [{ name: guardian_multifactor, html: "<p>two</p>", enabled: true }]',
    changes: ['update pages/guardian_multifactor: replace /html'],
    dashboardChange: {
      path: '/tenants/settings',
      body: { guardian_mfa_page: { html: '<p>theirs</p>', enabled: true } },
      drift: ['update pages/guardian_multifactor: replace /html'],
    },
  },
  {
    type: 'loginPages',
    before: 'pages: [{ name: login, html: "<p>one</p>", enabled: true }]',
    after: 'pages: [{ name: login, html: "<p>two</p>", enabled: true }]',
    changes: ['update loginPages/login: replace /html'],
    dashboardChange: {
      path: '/clients/{id}',
      body: { custom_login_page: '<p>theirs</p>' },
      drift: ['update loginPages/login: replace /html'],
    },
  },
];
