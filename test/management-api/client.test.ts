import { expect, test } from 'vitest';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import { buildToken, createTestApi, sendJson, serve } from './test-api-server.ts';

test('a read carries the token, the correlation id and the name of the tool', async () => {
  const at = await serve((_, response) => sendJson(response, 200, { id: 'rol_1' }));
  const api = createTestApi(at, { runId: 'run-7' });
  const answer = await api.get('/roles/rol_1', { fields: 'id' });
  expect(answer).toEqual({ ok: true, value: { status: 200, body: { id: 'rol_1' } } });
  expect(at.seen[0]?.url.pathname + (at.seen[0]?.url.search ?? '')).toBe('/api/v2/roles/rol_1?fields=id');
  expect(at.seen[0]?.headers.authorization).toBe('Bearer opaque-1-token');
  expect(at.seen[0]?.headers['x-correlation-id']).toBe('run-7.1');
  const agent = Buffer.from(String(at.seen[0]?.headers['auth0-client']), 'base64').toString();
  expect(JSON.parse(agent)).toMatchObject({ name: 'tenon', version: '0.0.0' });
});

test('a correlation id keeps its number within 64 characters', async () => {
  const at = await serve((_, response) => sendJson(response, 200, {}));
  const api = createTestApi(at, { runId: 'r'.repeat(100) });
  await api.get('/a');
  await api.get('/b');
  const ids = at.seen.map((one) => String(one.headers['x-correlation-id']));
  expect(ids.map((id) => id.length)).toEqual([64, 64]);
  expect(ids.map((id) => id.slice(-2))).toEqual(['.1', '.2']);
});

test('a write sends its body as JSON, and an empty answer has no body', async () => {
  const at = await serve((_, response) => sendJson(response, 204));
  const answer = await createTestApi(at).send({ method: 'PATCH', path: '/roles/1', body: { name: 'é' } });
  expect(answer).toEqual({ ok: true, value: { status: 204 } });
  expect(at.seen[0]).toMatchObject({ method: 'PATCH', body: '{"name":"é"}' });
  expect(at.seen[0]?.headers['content-type']).toBe('application/json');
});

test('what was spent is counted by reads, writes and repeats', async () => {
  const at = await serve((seen, response) => sendJson(response, seen.method === 'GET' && seen.times === 0 ? 503 : 200, {}));
  const api = createTestApi(at);
  await api.get('/roles');
  await api.send({ method: 'POST', path: '/roles', body: {} });
  expect(api.spent()).toEqual({ reads: 1, writes: 1, retries: 1 });
});

test('identity tells tenant, client and scopes of the token', async () => {
  const token = buildToken({ azp: 'c1', aud: ['https://acme.eu.auth0.com/api/v2/'], scope: 'read:roles' });
  const at = await serve(
    () => {},
    (_, response) => sendJson(response, 200, { access_token: token, expires_in: 60 }),
  );
  const identity = await createTestApi(at).identity();
  expect(identity).toEqual({ ok: true, value: { tenant: 'acme.eu.auth0.com', clientId: 'c1', scopes: ['read:roles'] } });
});

test('an opaque token tells the domain that was called, the client that asked and the scopes of the grant', async () => {
  const at = await serve(() => {});
  const identity = await createTestApi(at).identity();
  expect(identity).toEqual({
    ok: true,
    value: { tenant: new URL(at.url).host, clientId: 'me', scopes: ['read:roles', 'read:clients'] },
  });
});

test('a domain that is none shows in every answer, and nothing is sent', async () => {
  const api = createManagementApi({
    domain: 'http://acme.eu.auth0.com',
    credentials: { kind: 'token', accessToken: 'x' },
    runId: 'r',
    toolVersion: '0',
  });
  for (const answer of [await api.get('/roles'), await api.identity(), await api.send({ method: 'POST', path: '/roles' })]) {
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'domain-invalid' }, carriedOut: 'no' } });
  }
  expect(api.spent()).toEqual({ reads: 0, writes: 0, retries: 0 });
  await api.close();
});

test('ten requests at most are under way', async () => {
  let running = 0;
  let most = 0;
  const at = await serve(async (_, response) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    sendJson(response, 200, {});
  });
  const api = createTestApi(at);
  await Promise.all(Array.from({ length: 60 }, () => api.get('/roles')));
  expect(most).toBeLessThanOrEqual(10);
  expect(most).toBeGreaterThan(5);
});

test('an interrupt ends what waits and what is under way, and tells what may have happened', async () => {
  const controller = new AbortController();
  let resolveArrival = () => {};
  const arrived = new Promise<void>((resolve) => {
    resolveArrival = resolve;
  });
  const at = await serve(() => resolveArrival());
  const api = createTestApi(at, { signal: controller.signal, concurrency: 1 });
  const requests = [
    api.send({ method: 'POST', path: '/roles' }),
    api.send({ method: 'POST', path: '/roles' }),
    api.get('/roles'),
  ];
  await arrived;
  controller.abort();
  const results = await Promise.all(requests);
  expect(results.map((result) => result.ok)).toEqual([false, false, false]);
  expect(results.map((result) => !result.ok && result.error.problem.code)).toEqual(Array(3).fill('request-aborted'));
  expect(results.map((result) => !result.ok && result.error.carriedOut)).toEqual(['maybe', 'no', 'no']);
});
