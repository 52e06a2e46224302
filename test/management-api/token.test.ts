import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createFastClock } from './fast-clock.ts';
import {
  answerInTurn,
  answerWith,
  buildToken,
  CLIENT_SECRET,
  createTestApi,
  dropConnection,
  sendJson,
  serve,
} from './test-api-server.ts';

const ok = answerWith(200, {});

test('a token is asked for once, however many requests wait for it, and not before the first', async () => {
  const at = await serve(ok, (_, response) =>
    setTimeout(() => sendJson(response, 200, { access_token: 't', expires_in: 86_400 }), 10),
  );
  const api = createTestApi(at);
  expect(at.grants).toHaveLength(0);
  await Promise.all([...Array.from({ length: 20 }, () => api.get('/roles')), api.identity()]);
  expect(at.grants).toHaveLength(1);
  expect(JSON.parse(at.grants[0]?.body ?? '')).toEqual({
    grant_type: 'client_credentials',
    client_id: 'me',
    client_secret: CLIENT_SECRET,
    audience: `${at.url}/api/v2/`,
  });
  expect(api.spent()).toEqual({ reads: 20, writes: 0, retries: 0 });
});

test('the audience may be another', async () => {
  const at = await serve(ok);
  await createTestApi(at, { audience: 'https://acme.eu.auth0.com/api/v2/' }).get('/roles');
  expect(JSON.parse(at.grants[0]?.body ?? '').audience).toBe('https://acme.eu.auth0.com/api/v2/');
});

test('five minutes before its end a token is renewed, once', async () => {
  const clock = createFastClock();
  const at = await serve(ok);
  const api = createTestApi(at, { clock });
  await api.get('/roles');
  clock.advance((86_400 - 301) * 1000);
  await api.get('/roles');
  expect(at.grants).toHaveLength(1);
  clock.advance(2000);
  await Promise.all([api.get('/roles'), api.get('/roles')]);
  expect(at.grants).toHaveLength(2);
  expect(at.seen.map(({ headers }) => headers.authorization)).toEqual([1, 1, 2, 2].map((n) => `Bearer opaque-${n}-token`));
});

test('a token of a short life is used for half of it', async () => {
  const clock = createFastClock();
  const at = await serve(ok, answerWith(200, { access_token: 't', expires_in: 60 }));
  const api = createTestApi(at, { clock });
  await api.get('/roles');
  clock.advance(29_000);
  await api.get('/roles');
  expect(at.grants).toHaveLength(1);
  clock.advance(2000);
  await api.get('/roles');
  expect(at.grants).toHaveLength(2);
});

test('where the answer does not say how long it lives, the token does', async () => {
  const clock = createFastClock();
  const at = await serve(ok, (_, response) =>
    sendJson(response, 200, { access_token: buildToken({ exp: Math.floor(clock.now() / 1000) + 1000 }) }),
  );
  const api = createTestApi(at, { clock });
  await api.get('/roles');
  clock.advance(690_000);
  await api.get('/roles');
  expect(at.grants).toHaveLength(1);
  clock.advance(20_000);
  await api.get('/roles');
  expect(at.grants).toHaveLength(2);
});

test.each(['GET', 'POST'] as const)('a token that the API refuses is replaced once: %s', async (method) => {
  const at = await serve(answerInTurn(answerWith(401, { message: 'Invalid token.' }), ok));
  const api = createTestApi(at);
  expect(await api.send({ method, path: '/roles' })).toMatchObject({ ok: true });
  expect(at.grants).toHaveLength(2);
  expect(at.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer opaque-1-token', 'Bearer opaque-2-token']);
});

test('requests that fail together replace the token together', async () => {
  const at = await serve((seen, response) => sendJson(response, seen.headers.authorization?.includes('-1-') ? 401 : 200, {}));
  const api = createTestApi(at);
  const results = await Promise.all(Array.from({ length: 10 }, () => api.get('/roles')));
  expect(results.every((result) => result.ok)).toBe(true);
  expect(at.grants).toHaveLength(2);
});

test('a token that is refused again and again ends the request', async () => {
  const at = await serve(answerWith(401, { statusCode: 401, message: 'Invalid token.' }));
  const result = await createTestApi(at).send({ method: 'POST', path: '/roles' });
  expect(result).toMatchObject({
    ok: false,
    error: {
      status: 401,
      carriedOut: 'no',
      problem: { code: 'credentials-refused', place: { method: 'POST', path: '/roles', status: 401 } },
    },
  });
  expect(at.seen).toHaveLength(2);
});

test.each([
  [401, { error: 'access_denied', error_description: 'Unauthorized' }, 'credentials-refused'],
  [403, { error: 'access_denied', error_description: 'Client is not authorized' }, 'credentials-refused'],
  [400, { error: 'invalid_request', error_description: `bad ${CLIENT_SECRET}` }, 'credentials-refused'],
  [404, 'Not found', 'domain-invalid'],
  [200, { token: 'x' }, 'answer-unreadable'],
  [200, '<html>', 'answer-unreadable'],
  [301, '', 'answer-unreadable'],
] as const)('the token endpoint answers %i %j', async (status, body, code) => {
  const at = await serve(ok, answerWith(status, body));
  const result = await createTestApi(at).identity();
  expect(result).toMatchObject({
    ok: false,
    error: { carriedOut: 'no', problem: { code, place: { kind: 'request', method: 'POST', path: '/oauth/token' } } },
  });
  expect(JSON.stringify(result)).not.toContain(CLIENT_SECRET);
  expect(at.grants).toHaveLength(1);
});

test('credentials that were refused are not tried again for the requests that wait', async () => {
  const at = await serve(ok, answerWith(401, { error: 'access_denied' }));
  const api = createTestApi(at);
  const results = await Promise.all(Array.from({ length: 30 }, () => api.send({ method: 'POST', path: '/roles' })));
  expect(
    new Set(results.map((result) => (result.ok ? 'ok' : `${result.error.problem.code} ${result.error.carriedOut}`))),
  ).toEqual(new Set(['credentials-refused no']));
  expect([at.grants.length, at.seen.length]).toEqual([1, 0]);
  expect(api.spent()).toEqual({ reads: 0, writes: 0, retries: 0 });
});

test('a token endpoint that stumbles is asked again', async () => {
  const clock = createFastClock();
  const grant = answerInTurn(
    dropConnection,
    answerWith(503),
    answerWith(429, {}, { 'retry-after': '7' }),
    answerWith(200, { access_token: 't' }),
  );
  const at = await serve(ok, grant);
  expect(await createTestApi(at, { clock }).get('/roles')).toMatchObject({ ok: true });
  expect(at.grants).toHaveLength(4);
  expect(clock.sleeps.at(-1)).toBe(7000);
});

test.each([
  [503, 'server-error'],
  [429, 'rate-limited'],
] as const)('a token endpoint that stays at %i is given up', async (status, code) => {
  const at = await serve(ok, answerWith(status));
  expect(await createTestApi(at).identity()).toMatchObject({ ok: false, error: { problem: { code } } });
  expect(at.grants).toHaveLength(4);
});

test.each(['RS256', 'RS384', 'PS256'] as const)(
  'a key signs an assertion by %s that the tenant can verify',
  async (algorithm) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    // PKCS #1, as `openssl genrsa` has written it for decades.
    const privateKeyPem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const at = await serve(ok);
    await createTestApi(at, { credentials: { kind: 'key', clientId: 'me', privateKeyPem, algorithm } }).get('/roles');
    const { client_assertion, client_assertion_type, ...rest } = JSON.parse(at.grants[0]?.body ?? '');
    expect(rest).toEqual({ grant_type: 'client_credentials', client_id: 'me', audience: `${at.url}/api/v2/` });
    expect(client_assertion_type).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    const { payload, protectedHeader } = await jwtVerify(client_assertion, publicKey, {
      audience: `${at.url}/`,
      issuer: 'me',
      subject: 'me',
    });
    expect(protectedHeader.alg).toBe(algorithm);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    expect(payload.aud).toBeTypeOf('string');
    expect(payload.jti).toHaveLength(36);
  },
);

test('a key that can not sign is told without its text', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const at = await serve(ok);
  const result = await createTestApi(at, { credentials: { kind: 'key', clientId: 'me', privateKeyPem } }).identity();
  expect(result).toMatchObject({ ok: false, error: { problem: { code: 'credentials-refused' } } });
  expect(JSON.stringify(result)).not.toContain(privateKeyPem.slice(40, 60));
  expect(at.grants).toHaveLength(0);
});

test('a given token is used as it is, and tells who it is for', async () => {
  const at = await serve(ok);
  const accessToken = buildToken({
    azp: 'c1',
    aud: ['https://x/userinfo', 'https://acme.eu.auth0.com/api/v2/'],
    permissions: ['read:roles'],
  });
  const api = createTestApi(at, { credentials: { kind: 'token', accessToken }, audience: 'https://acme.eu.auth0.com/api/v2/' });
  expect(await api.identity()).toEqual({
    ok: true,
    value: { tenant: 'acme.eu.auth0.com', clientId: 'c1', scopes: ['read:roles'] },
  });
  await api.get('/roles');
  expect(at.seen[0]?.headers.authorization).toBe(`Bearer ${accessToken}`);
  expect(at.grants).toHaveLength(0);
});

test('a given token that is opaque tells the domain alone', async () => {
  const at = await serve(ok);
  for (const accessToken of ['opaque', 'a.b.c', buildToken({}).replace(/\.[^.]*\./, '.bm8ganNvbg.')]) {
    const api = createTestApi(at, { credentials: { kind: 'token', accessToken } });
    expect(await api.identity()).toEqual({ ok: true, value: { tenant: new URL(at.url).host } });
  }
});

test('a token that can not stand in a header is not sent, and not shown', async () => {
  const at = await serve(ok, answerWith(200, { access_token: 'canary\nx: y' }));
  for (const accessToken of ['canary token', 'canary\r\nx: y', 'canary\u00e9', '']) {
    const result = await createTestApi(at, { credentials: { kind: 'token', accessToken } }).get('/roles');
    expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'credentials-refused' } } });
    expect(JSON.stringify(result)).not.toContain('canary');
  }
  const granted = await createTestApi(at).get('/roles');
  expect(granted).toMatchObject({ ok: false, error: { problem: { code: 'answer-unreadable' } } });
  expect(JSON.stringify(granted)).not.toContain('canary');
  expect(at.seen).toHaveLength(0);
});

test('a given token that has ended sends nothing', async () => {
  const at = await serve(ok);
  const api = createTestApi(at, { credentials: { kind: 'token', accessToken: buildToken({ exp: 1 }) } });
  expect(await api.get('/roles')).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'token-expired' } } });
  expect(at.seen).toHaveLength(0);
});

test.each([
  [3600, 'credentials-refused'],
  [-1, 'token-expired'],
] as const)('a given token that the API refuses, %i s before its end', async (left, code) => {
  const clock = createFastClock();
  const accessToken = buildToken({ exp: Math.floor(clock.now() / 1000) + 10 });
  const at = await serve((_, response) => {
    clock.advance(left > 0 ? 0 : 20_000);
    sendJson(response, 401, { message: 'Invalid token.' });
  });
  const result = await createTestApi(at, { clock, credentials: { kind: 'token', accessToken } }).get('/roles');
  expect(result).toMatchObject({ ok: false, error: { problem: { code } } });
  expect(at.seen).toHaveLength(1);
  expect(JSON.stringify(result)).not.toContain(accessToken);
});

test.each([
  [undefined, ['https://other.eu.auth0.com/api/v2/']],
  [undefined, 'https://other.eu.auth0.com/api/v2/'],
  [undefined, 'https://api.acme.test/'],
  ['https://acme.eu.auth0.com/api/v2/', 'https://other.eu.auth0.com/api/v2/'],
])('with the audience %s a given token for %j sends nothing', async (audience, aud) => {
  const at = await serve(ok);
  const accessToken = buildToken({ aud });
  const api = createTestApi(at, { credentials: { kind: 'token', accessToken }, ...(audience === undefined ? {} : { audience }) });
  for (const result of [await api.get('/roles'), await api.identity()])
    expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'token-of-another-tenant' } } });
  expect(at.seen).toHaveLength(0);
});

test.each([
  ['acme.eu.auth0.com', 'https://acme.eu.auth0.com/api/v2/', 'acme.eu.auth0.com'],
  ['acme.eu.auth0.com', 'https://other.eu.auth0.com/api/v2/', 'acme.eu.auth0.com'],
  ['login.acme.test', 'https://acme.eu.auth0.com/api/v2/', 'acme.eu.auth0.com'],
])('requests to %s with a token for %s are for the tenant %s', async (domain, audience, tenant) => {
  const accessToken = buildToken({ aud: ['https://x/userinfo', audience] });
  const api = createTestApi({ url: domain }, { credentials: { kind: 'token', accessToken }, audience });
  expect(await api.identity()).toEqual({ ok: true, value: { tenant } });
});
