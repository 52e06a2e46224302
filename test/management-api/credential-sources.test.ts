import { generateKeyPairSync } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CredentialSource } from '../../src/management-api/auth/credential-source.ts';
import { readCredentialsFromEnv } from '../../src/management-api/auth/credentials-from-env.ts';
import { resolveCredentials } from '../../src/management-api/auth/resolve-credentials.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const CANARY = 'canary-0123456789abcdef';
const domain = 'a-dev.eu.auth0.com';
const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const resolve = async (credentials: CredentialSource, env: Readonly<Record<string, string>> = {}) => {
  const found = await resolveCredentials({ domain, credentials }, env);
  return found.ok ? found.value.credentials : found.error;
};
const runNode = (script: string): CredentialSource => ({
  kind: 'command',
  command: [process.execPath, '-e', script],
  clientId: 'beside',
});
const print = (text: string): CredentialSource => runNode(`process.stdout.write(${JSON.stringify(text)})`);

it('variables with a prefix are those of this tenant alone', async () => {
  const env = {
    DEV_AUTH0_CLIENT_ID: 'd',
    DEV_AUTH0_CLIENT_SECRET: 's',
    AUTH0_CLIENT_ID: 'x',
    AUTH0_DOMAIN: 'other.eu.auth0.com',
  };
  const source = { kind: 'variables', prefix: 'DEV_' } as const;
  expect(await resolveCredentials({ domain, credentials: source }, env)).toEqual({
    ok: true,
    value: { domain, credentials: { kind: 'secret', clientId: 'd', clientSecret: 's' } },
  });
  const missing = await resolve(source, { AUTH0_CLIENT_ID: 'x', AUTH0_CLIENT_SECRET: 'y' });
  expect(missing).toMatchObject({ code: 'credentials-missing' });
  expect(JSON.stringify(missing)).toContain('DEV_AUTH0_CLIENT_SECRET');
});

it.each([
  ['the secret alone', `${CANARY}\n`, { kind: 'secret', clientId: 'beside', clientSecret: CANARY }],
  ['JSON', JSON.stringify({ client_secret: CANARY }), { kind: 'secret', clientId: 'beside', clientSecret: CANARY }],
  ['JSON with a token', JSON.stringify({ access_token: CANARY }), { kind: 'token', accessToken: CANARY }],
  ['JSON with a key', JSON.stringify({ private_key: PEM }), { kind: 'key', clientId: 'beside', privateKeyPem: PEM }],
  ['a key', PEM, { kind: 'key', clientId: 'beside', privateKeyPem: PEM.trim() }],
  ['lines', `export AUTH0_CLIENT_ID=x\nAUTH0_CLIENT_SECRET="${CANARY}"\n`, { kind: 'secret', clientSecret: CANARY }],
])('a program may print %s', async (_, text, expected) => {
  expect(await resolve(print(text))).toMatchObject(expected);
});

it.each([
  ['prints nothing', print('')],
  ['prints several words', print(`error: ${CANARY} is not valid`)],
  ['prints broken JSON', print(`{"client_secret": "${CANARY}`)],
  ['prints JSON of another form', print(JSON.stringify({ secret: CANARY }))],
  ['prints a key that is none', print(`-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`)],
  ['prints without end', runNode(`setInterval(() => process.stdout.write(${JSON.stringify(CANARY.repeat(1000))}), 0)`)],
  ['fails', runNode(`console.error('${CANARY}'); console.log('${CANARY}'); process.exit(7)`)],
  ['is killed', runNode(`console.error('${CANARY}'); process.kill(process.pid, 'SIGKILL')`)],
  ['does not exist', { kind: 'command', command: ['/none/such', CANARY] } as const],
])('a program that %s gives no credentials, and its output is not shown', async (_, source) => {
  const problem = await resolve(source);
  expect(problem).toMatchObject({ code: 'credentials-missing', severity: 'error' });
  expect(JSON.stringify(problem)).not.toContain('canary');
});

it('no shell runs a program', async () => {
  expect(await resolve({ kind: 'command', command: ['echo $HOME; true'] })).toMatchObject({ code: 'credentials-missing' });
});

it('the path of a key does not come from the output of a program', async () => {
  const folder = createTemporaryFolder({ 'key.pem': PEM });
  expect(await resolve(print(`AUTH0_CLIENT_SIGNING_KEY_PATH=${join(folder, 'key.pem')}\n`))).toMatchObject({
    code: 'credentials-missing',
  });
});

it('a file descriptor is read once, for all tenants that share it', async () => {
  const fd = openSync(join(createTemporaryFolder({ secret: `{"client_id":"c","client_secret":"${CANARY}"}` }), 'secret'), 'r');
  const source = { kind: 'descriptor', fd } as const;
  const expected = { kind: 'secret', clientId: 'c', clientSecret: CANARY };
  expect(await resolve(source)).toEqual(expected);
  closeSync(fd);
  expect(await resolve(source)).toEqual(expected);
});

it('a file descriptor that is not open gives no credentials', async () => {
  expect(await resolve({ kind: 'descriptor', fd: 987 })).toMatchObject({ code: 'credentials-missing' });
});

const KEY_ENV = { AUTH0_DOMAIN: domain, AUTH0_CLIENT_ID: 'c' };

it.each([
  ['as it is', PEM],
  ['on one line', PEM.replaceAll('\n', '\\n')],
])('a private key in a variable, %s, is the same as one in a file', (_, text) => {
  expect(readCredentialsFromEnv({ ...KEY_ENV, AUTH0_CLIENT_SIGNING_KEY: text })).toMatchObject({
    ok: true,
    value: { credentials: { kind: 'key', clientId: 'c', privateKeyPem: PEM } },
  });
});

it('a variable that holds no private key is refused without showing it', () => {
  const found = readCredentialsFromEnv({ ...KEY_ENV, AUTH0_CLIENT_SIGNING_KEY: CANARY });
  expect(found).toMatchObject({ ok: false, error: { code: 'credentials-missing' } });
  expect(JSON.stringify(found)).not.toContain('canary');
});
