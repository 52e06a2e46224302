import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { updateBody, type Wire } from '../../src/schema/request/compose.ts';
import { masked } from '../../src/schema/secrets/mask.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('emailProvider'));
const wire: Wire = { reference: (type, key) => ({ $ref: `${type}/${key}` }), reads: (_, value) => value, secrets: new Set() };

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
  expect(refusals('emailProvider', value)).toEqual([]);
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
  expect(refusals('emailProvider', value)).toEqual(expected);
});

const smtp = {
  name: 'smtp',
  credentials: { smtp_host: 'mail.acme.test', smtp_port: 587, smtp_user: 'acme', smtp_pass: 'canary' },
};

test('what the API never answers is no change, and goes along with what is', () => {
  const live = { name: 'smtp', credentials: { smtp_host: 'mail.acme.test', smtp_port: 587, smtp_user: 'acme' } };
  expect(fieldChanges(shape, live, smtp, WIRE)).toEqual([]);
  const moved = { ...live, credentials: { ...live.credentials, smtp_port: 25 } };
  expect(fieldChanges(shape, moved, smtp, WIRE).map(({ path }) => path)).toEqual(['/credentials/smtp_port']);
  expect(updateBody(shape, moved, smtp, ['credentials'], wire)).toEqual({
    credentials: { ...live.credentials, smtp_pass: { $secret: '/credentials/smtp_pass' } },
  });
});

test.each([
  smtp,
  { name: 'ms365', credentials: { tenantId: 'canary', clientId: 'canary', clientSecret: 'canary' } },
  { name: 'ses', credentials: { accessKeyId: 'canary', secretAccessKey: 'canary' } },
  { name: 'azure_cs', credentials: { connectionString: 'canary' } },
])('credentials of $name are never shown', (provider) => {
  expect(JSON.stringify(masked(shape, provider, new Set()))).not.toContain('canary');
});
