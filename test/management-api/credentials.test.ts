import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCredentialsFromEnv } from '../../src/management-api/auth/credentials-from-env.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon-key-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyPath = join(folder, 'key.pem');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
writeFileSync(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }));

const AUTH0_DOMAIN = 'acme.eu.auth0.com';
const SECRET = { AUTH0_DOMAIN, AUTH0_CLIENT_ID: 'c', AUTH0_CLIENT_SECRET: 's' };

test('a secret', () => {
  expect(readCredentialsFromEnv(SECRET)).toEqual({
    ok: true,
    value: { domain: AUTH0_DOMAIN, credentials: { kind: 'secret', clientId: 'c', clientSecret: 's' } },
  });
});

test('a key wins over a secret, with RS256 unless it is said otherwise', () => {
  const env = { ...SECRET, AUTH0_CLIENT_SIGNING_KEY_PATH: keyPath };
  expect(readCredentialsFromEnv(env)).toMatchObject({
    ok: true,
    value: { credentials: { kind: 'key', clientId: 'c', algorithm: 'RS256' } },
  });
  const other = { ...env, AUTH0_CLIENT_SIGNING_ALGORITHM: 'PS256' };
  expect(readCredentialsFromEnv(other)).toMatchObject({ ok: true, value: { credentials: { algorithm: 'PS256' } } });
});

test('a token wins over both, and needs no client id; the audience goes along', () => {
  const env = {
    AUTH0_DOMAIN,
    AUTH0_ACCESS_TOKEN: 't\n',
    AUTH0_AUDIENCE: 'https://x/api/v2/',
    AUTH0_CLIENT_SIGNING_KEY_PATH: '/none',
  };
  expect(readCredentialsFromEnv(env)).toEqual({
    ok: true,
    value: { domain: AUTH0_DOMAIN, credentials: { kind: 'token', accessToken: 't' }, audience: 'https://x/api/v2/' },
  });
});

test.each([
  [{}, ['AUTH0_DOMAIN', 'AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET']],
  [{ AUTH0_DOMAIN }, ['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET']],
  [{ ...SECRET, AUTH0_DOMAIN: '' }, ['AUTH0_DOMAIN']],
  [{ ...SECRET, AUTH0_CLIENT_SECRET: '' }, ['AUTH0_CLIENT_SECRET']],
  [{ ...SECRET, AUTH0_CLIENT_ID: undefined }, ['AUTH0_CLIENT_ID']],
  [{ AUTH0_DOMAIN, AUTH0_CLIENT_SIGNING_KEY_PATH: keyPath }, ['AUTH0_CLIENT_ID']],
  [{ AUTH0_ACCESS_TOKEN: 't' }, ['AUTH0_DOMAIN']],
])('what is missing in %j is named, and nothing else', (env, names) => {
  const result = readCredentialsFromEnv(env);
  expect(result).toMatchObject({ ok: false, error: { code: 'credentials-missing' } });
  const message = result.ok ? '' : result.error.message;
  expect(message.match(/AUTH0_[A-Z_]+/g)).toEqual(names);
});

test('a domain that is none is told before anything that is missing', () => {
  expect(readCredentialsFromEnv({ AUTH0_DOMAIN: 'https://acme.eu.auth0.com/api/v2/' })).toMatchObject({
    error: { code: 'domain-invalid' },
  });
});

test('a key that is not there, or is none, and an algorithm that nobody knows', () => {
  const broken = join(folder, 'broken.pem');
  writeFileSync(broken, '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n');
  for (const path of [broken, join(folder, 'none.pem'), folder]) {
    const result = readCredentialsFromEnv({ ...SECRET, AUTH0_CLIENT_SIGNING_KEY_PATH: path });
    expect(result).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(JSON.stringify(result)).not.toContain('canary');
  }
  const env = { ...SECRET, AUTH0_CLIENT_SIGNING_KEY_PATH: keyPath, AUTH0_CLIENT_SIGNING_ALGORITHM: 'HS256' };
  expect(readCredentialsFromEnv(env)).toMatchObject({ ok: false, error: { code: 'credentials-missing' } });
});
