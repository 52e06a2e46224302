import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('tenantSettings'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};
const quota = { client_credentials: { enforce: true, per_day: 2000, per_hour: 100 } };

test.each<[string, unknown]>([
  ['nothing', {}],
  ['a name and languages', { friendly_name: 'Acme', enabled_locales: ['en', 'pt-BR'] }],
  [
    'lifetimes in hours, and in a part of one, as exports have it',
    { session_lifetime: 3.0166666666666666, idle_session_lifetime: 1 },
  ],
  ['lifetimes in minutes', { session_lifetime_in_minutes: 90, idle_ephemeral_session_lifetime_in_minutes: 15 }],
  ['switches, retired ones too', { flags: { enable_sso: true, change_pwd_flow_v1: false, dashboard_ui_next: true } }],
  ['quotas', { default_token_quota: { clients: quota, organizations: quota } }],
  ['defaults that are taken away', { default_audience: '', default_directory: '', default_redirection_uri: '' }],
  [
    'pages',
    { change_password: { enabled: true, html: '<html></html>' }, error_page: { html: '', url: '', show_log_link: true } },
  ],
  [
    'everything unset that can be',
    { error_page: null, mtls: null, default_token_quota: null, country_codes: null, sessions: null },
  ],
  ['anonymous sessions', { sessions: { anonymous: { lifetime_in_minutes: 525_600, activate_cookie: false } } }],
  ['what only the API answers', { sandbox_versions_available: ['22', '18'] }],
  [
    'headers',
    {
      security_headers: {
        content_security_policy: {
          enabled: true,
          policies: [{ mode: 'reporting', directives: { 'default-src': ["'self'"] }, flags: ['upgrade-insecure-requests'] }],
        },
      },
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('tenantSettings', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a misspelt field', { friendlyName: 'Acme' }, ['additionalProperties ']],
  ['a switch that nobody knows', { flags: { enable_everything: true } }, ['additionalProperties /flags']],
  ['a switch as a text', { flags: { enable_sso: 'true' } }, ['type /flags/enable_sso']],
  ['a language that Auth0 lacks', { enabled_locales: ['en', 'tlh'] }, ['enum /enabled_locales/1']],
  ['no language', { enabled_locales: [] }, ['minItems /enabled_locales']],
  ['part of a minute', { session_lifetime_in_minutes: 1.5 }, ['type /session_lifetime_in_minutes']],
  [
    'an anonymous session of more than a year',
    { sessions: { anonymous: { lifetime_in_minutes: 525_601 } } },
    ['maximum /sessions/anonymous/lifetime_in_minutes'],
  ],
  ['an unknown cookie', { session_cookie: { mode: 'forever' } }, ['enum /session_cookie/mode']],
  ['a cookie without a mode', { session_cookie: {} }, ['required /session_cookie']],
  ['a country in small letters', { country_codes: { list: ['de'], mode: 'allow' } }, ['pattern /country_codes/list/0']],
  [
    'an empty quota',
    { default_token_quota: { clients: { client_credentials: {} } } },
    ['minProperties /default_token_quota/clients/client_credentials'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('tenantSettings', value)).toEqual(expected);
});

test('one switch is sent alone: the others survive in the tenant', () => {
  const live = { flags: { enable_sso: true, genai_trial: true } };
  const declared = { flags: { enable_sso: false } };
  expect(composeUpdateBody(shape, live, declared, ['flags'], wire)).toEqual(declared);
});

test('what a new tenant answers by itself is no change', () => {
  const declared = { enabled_locales: ['en'], change_password: { enabled: false }, default_audience: '' };
  expect(computeFieldChanges(shape, {}, declared, AS_IS)).toEqual([]);
});

test('a switch that cannot be set is never a change', () => {
  expect(
    computeFieldChanges(shape, { flags: { disable_impersonation: true } }, { flags: { disable_impersonation: false } }, AS_IS),
  ).toEqual([]);
});
