import { expect, test } from 'vitest';
import { parseDomain } from '../../src/management-api/auth/tenant-domain.ts';

test.each([
  ['acme.eu.auth0.com', 'https://acme.eu.auth0.com'],
  ['https://acme.eu.auth0.com', 'https://acme.eu.auth0.com'],
  ['https://acme.eu.auth0.com/', 'https://acme.eu.auth0.com'],
  ['ACME.eu.auth0.com', 'https://acme.eu.auth0.com'],
  ['login.acme.test:8443', 'https://login.acme.test:8443'],
  ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ['http://127.9.9.9/', 'http://127.9.9.9'],
  ['http://localhost:4010', 'http://localhost:4010'],
  ['localhost:4010', 'https://localhost:4010'],
  ['http://[::1]:4010', 'http://[::1]:4010'],
])('%s is a domain', (text, origin) => {
  expect(parseDomain(text)).toMatchObject({ ok: true, value: { origin } });
});

test.each([
  '',
  ' ',
  'acme',
  'acme.eu.auth0.com ',
  'acme eu.auth0.com',
  'acme.eu.auth0.com/api/v2',
  'acme.eu.auth0.com?x=1',
  'acme.eu.auth0.com#x',
  'https://user:canary@acme.eu.auth0.com',
  'canary@acme.eu.auth0.com',
  'http://acme.eu.auth0.com',
  'http://127.0.0.1.acme.test',
  'http://localhost.acme.test',
  'http://0.0.0.0',
  'http://[::2]',
  'https://acme.eu.auth0.com:99999',
  'ftp://acme.eu.auth0.com',
  'https://https://acme.eu.auth0.com',
  'acmé.auth0.com',
  'acme..auth0.com',
  'acme.eu.auth0.com\nx: y',
])('%j is none, and is not repeated', (text) => {
  const parsed = parseDomain(text);
  expect(parsed).toMatchObject({ ok: false, error: { code: 'domain-invalid', severity: 'error' } });
  expect(JSON.stringify(parsed)).not.toContain('canary');
});
