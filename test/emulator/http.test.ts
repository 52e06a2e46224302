import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readAnswer, startTenant } from './test-tenant.ts';

function sendRaw(port: number, text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('paths', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/roles/rol_x/nothing', 404],
    ['PUT', '/roles', 405],
    ['GET', '/roles//permissions', 404],
    ['GET', '/roles/%00', 400],
    ['GET', '/roles/%E0%A4%A', 400],
    ['GET', '/roles/..%2Fclients', 404],
    ['GET', '/stats/daily', 501],
  ])('%s %s → %i', async (method, path, status) => {
    const { call } = await startTenant();
    const answer = await call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ statusCode: status });
  });

  it('names what is not emulated', async () => {
    const { get } = await startTenant();
    expect((await get('/stats/daily')).body).toMatchObject({
      errorCode: 'not_emulated',
      message: 'GET /stats/daily is not emulated',
    });
  });

  it('does not resolve dots', async () => {
    const { emulator, token } = await startTenant();
    const port = Number(new URL(emulator.url).port);
    const request = `GET /api/v2/roles/../clients HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`;
    expect(await sendRaw(port, request)).toMatch(/^HTTP\/1.1 404/);
  });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['not JSON', '{"name":', json, 400],
    ['other content type', '{"name":"x"}', { 'content-type': 'text/plain' }, 415],
    ['too large', JSON.stringify({ name: 'x'.repeat(1_100_000) }), json, 413],
    ['too deep', `{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`, json, 400],
    ['prototype', '{"name":"x","__proto__":{"description":"y"}}', json, 400],
    ['an array', '[]', json, 400],
    ['null', 'null', json, 400],
  ])('refuses %s', async (_name, body, headers, status) => {
    const { call } = await startTenant();
    const answer = await call('POST', '/roles', body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ statusCode: status });
  });

  it('refuses bad UTF-8', async () => {
    const { emulator, token } = await startTenant();
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    const headers = { authorization: `Bearer ${token}`, ...json };
    const answer = await readAnswer(await fetch(`${emulator.url}/api/v2/roles`, { method: 'POST', headers, body }));
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } });
  });

  it.each([
    [{}, "Payload validation error: 'Missing required property: name'."],
    [{ name: 'x', foo: 1 }, "Payload validation error: 'Additional properties not allowed: foo'."],
    [{ name: 7 }, "Payload validation error: 'Expected type string but found type integer' on property name."],
  ])('says what is wrong with %j', async (body, message) => {
    const { call } = await startTenant();
    expect(await call('POST', '/roles', body)).toMatchObject({ status: 400, body: { errorCode: 'invalid_body', message } });
  });

  it('names the place of a nested violation', async () => {
    const { call } = await startTenant();
    const wrong = { name: 'x', refresh_token: { rotation_type: 'sometimes', expiration_type: 'expiring' } };
    const message = `Payload validation error: 'No enum match for: "sometimes"' on property refresh_token.rotation_type.`;
    expect((await call('POST', '/clients', wrong)).body).toMatchObject({ message });
  });
});

describe('queries', () => {
  it.each(['per_page=101', 'per_page=x', 'page=-1', 'include_totals=maybe', 'foo=1', 'per_page=1&per_page=2'])(
    'refuses %s',
    async (query) => {
      const { get } = await startTenant();
      expect(await get(`/clients?${query}`)).toMatchObject({ status: 400, body: { errorCode: 'invalid_query_string' } });
    },
  );
});

it('survives what is not HTTP', async () => {
  const { emulator, get } = await startTenant();
  const port = Number(new URL(emulator.url).port);
  expect(await sendRaw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
  expect(await sendRaw(port, 'GET /api/v2/roles HTTP/1.1\r\nhost: localhost\r\ncontent-length: nonsense\r\n\r\n')).toMatch(
    /^HTTP\/1.1 400/,
  );
  expect((await get('/roles')).status).toBe(200);
});

it('keeps the requests it answered', async () => {
  const { emulator, call, get } = await startTenant();
  await call('POST', '/roles', { name: 'a' });
  await get('/roles?page=0');
  expect(emulator.requests()).toMatchObject([
    { method: 'POST', path: '/api/v2/roles', body: { name: 'a' }, status: 200 },
    { method: 'GET', path: '/api/v2/roles', query: 'page=0', status: 200 },
  ]);
  expect((await readAnswer(await fetch(`${emulator.url}/_emulator/requests`))).body).toHaveLength(2);
});

it('limits the rate when told to', async () => {
  const { call, get } = await startTenant({ limits: { burst: 2, perSecond: 0.001 } });
  const first = await get('/roles');
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  await get('/roles');
  const third = await call('GET', '/roles');
  expect(third).toMatchObject({
    status: 429,
    body: {
      statusCode: 429,
      error: 'Too Many Requests',
      message: 'Global limit has been reached',
      errorCode: 'too_many_requests',
    },
  });
  expect(Number(third.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
});
