import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('emailProvider'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

test.each<[string, unknown]>([
  ['mandrill', { name: 'mandrill', enabled: true, credentials: { api_key: 'canary' } }],
  ['sendgrid', { name: 'sendgrid', enabled: true, credentials: { api_key: 'canary' } }],
  ['resend', { name: 'resend', enabled: true, credentials: { api_key: 'canary' } }],
  ['ses', { name: 'ses', enabled: true, credentials: { accessKeyId: 'canary', secretAccessKey: 'canary', region: 'us-east-1' } }],
  [
    'smtp',
    {
      name: 'smtp',
      enabled: true,
      credentials: { smtp_host: 'mail.acme.test', smtp_port: 587, smtp_user: 'acme', smtp_pass: 'canary' },
    },
  ],
  ['sparkpost', { name: 'sparkpost', enabled: true, credentials: { api_key: 'canary', region: null } }],
  ['mailgun', { name: 'mailgun', enabled: true, credentials: { api_key: 'canary', domain: 'acme.test', region: 'eu' } }],
  ['azure_cs', { name: 'azure_cs', enabled: true, credentials: { connectionString: 'canary' } }],
  ['ms365', { name: 'ms365', enabled: true, credentials: { tenantId: 'canary', clientId: 'canary', clientSecret: 'canary' } }],
  ['custom', { name: 'custom', enabled: true, credentials: {} }],
  ['settings', { name: 'ses', settings: { message: { configuration_set_name: 'acme' } } }],
  ['headers', { name: 'smtp', settings: { headers: { 'X-SES-Configuration-Set': 'acme' } } }],
  ['no settings', { name: 'mandrill', settings: null, default_from_address: '' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('emailProvider', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a provider that Auth0 does not know', { name: 'pigeon', credentials: {} }, ['enum /name']],
  ['no name', { enabled: true }, ['required ']],
  ['credentials of another provider', { name: 'ses', credentials: { api_key: 'canary' } }, ['additionalProperties /credentials']],
  ['a secret for an action', { name: 'custom', credentials: { api_key: 'canary' } }, ['additionalProperties /credentials']],
  ['an empty key', { name: 'sendgrid', credentials: { api_key: '' } }, ['minLength /credentials/api_key']],
  ['a region that is not there', { name: 'mailgun', credentials: { region: 'us' } }, ['enum /credentials/region']],
  ['a port as a text', { name: 'smtp', credentials: { smtp_port: '587' } }, ['type /credentials/smtp_port']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('emailProvider', value)).toEqual(expected);
});

const smtp = {
  name: 'smtp',
  credentials: { smtp_host: 'mail.acme.test', smtp_port: 587, smtp_user: 'acme', smtp_pass: 'canary' },
};

test('what the API never answers is no change, and goes along with what is', () => {
  const live = { name: 'smtp', credentials: { smtp_host: 'mail.acme.test', smtp_port: 587, smtp_user: 'acme' } };
  expect(computeFieldChanges(shape, live, smtp, AS_IS)).toEqual([]);
  const moved = { ...live, credentials: { ...live.credentials, smtp_port: 25 } };
  expect(computeFieldChanges(shape, moved, smtp, AS_IS).map(({ path }) => path)).toEqual(['/credentials/smtp_port']);
  expect(composeUpdateBody(shape, moved, smtp, ['credentials'], wire)).toEqual({
    credentials: { ...live.credentials, smtp_pass: { $secret: '/credentials/smtp_pass' } },
  });
});

test.each([
  smtp,
  { name: 'ms365', credentials: { tenantId: 'canary', clientId: 'canary', clientSecret: 'canary' } },
  { name: 'ses', credentials: { accessKeyId: 'canary', secretAccessKey: 'canary' } },
  { name: 'azure_cs', credentials: { connectionString: 'canary' } },
])('credentials of $name are never shown', (provider) => {
  expect(JSON.stringify(maskResource(shape, provider, new Set()))).not.toContain('canary');
});
