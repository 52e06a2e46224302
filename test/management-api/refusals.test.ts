import { expect, test } from 'vitest';
import type { RequestMethod } from '../../src/model/plan/planned-request.ts';
import { createFastClock } from './fast-clock.ts';
import { answerInTurn, answerWith, CLIENT_SECRET, createTestApi, serve } from './test-api-server.ts';

const buildErrorBody = (statusCode: number, message: string, errorCode?: string) => ({
  statusCode,
  error: 'x',
  message,
  ...(errorCode ? { errorCode } : {}),
});

test.each([
  [400, buildErrorBody(400, 'Payload validation error', 'invalid_body'), 'request-refused'],
  [402, buildErrorBody(402, 'This feature is not part of your plan'), 'subscription-lacks'],
  [403, buildErrorBody(403, 'Insufficient scope, expected any of: read:roles', 'insufficient_scope'), 'scope-missing'],
  [
    403,
    buildErrorBody(403, 'Some fields cannot be read with the permissions granted by the bearer token scopes'),
    'scope-missing',
  ],
  [
    403,
    buildErrorBody(403, 'Please upgrade your subscription to use bot detection', 'insufficient_entitlement'),
    'subscription-lacks',
  ],
  [
    403,
    buildErrorBody(403, 'Please upgrade your subscription to enable Akamai Signals.', 'insufficient_scope'),
    'subscription-lacks',
  ],
  [403, buildErrorBody(403, 'This endpoint is disabled for your tenant.'), 'subscription-lacks'],
  [403, buildErrorBody(403, 'You reached the limit of entities of this type for this tenant.'), 'subscription-lacks'],
  [403, buildErrorBody(403, 'Operation not allowed'), 'request-refused'],
  [403, buildErrorBody(403, 'Switched off', 'insufficient_scope'), 'request-refused'],
  [403, buildErrorBody(403, 'This is out of scope of your plan', 'feature_not_enabled'), 'request-refused'],
  [403, buildErrorBody(403, 'update:roles is missing'), 'scope-missing'],
  [404, buildErrorBody(404, 'The role does not exist'), 'not-found'],
  [409, buildErrorBody(409, 'A role with the name already exists'), 'request-conflict'],
  [422, '', 'request-refused'],
  [501, buildErrorBody(501, 'Not implemented'), 'subscription-lacks'],
  [302, '', 'answer-unreadable'],
] as const)('%i %j', async (status, answer, code) => {
  const at = await serve(answerWith(status, answer, { location: 'https://elsewhere.test/', 'x-request-id': 'req-1' }));
  for (const method of ['GET', 'POST'] as const) {
    const result = await createTestApi(at).send({ method, path: '/roles' });
    expect(result).toMatchObject({
      ok: false,
      error: {
        status,
        carriedOut: 'no',
        problem: { code, severity: 'error', place: { kind: 'request', method, path: '/roles', status } },
      },
    });
  }
  expect(at.seen).toHaveLength(2);
});

test('what the API said is passed on: its code, its words, the number of the request', async () => {
  const at = await serve(
    answerWith(409, buildErrorBody(409, 'A role with that name exists', 'role_conflict'), { 'x-request-id': 'req-1' }),
  );
  const result = await createTestApi(at).send({ method: 'POST', path: '/roles' });
  expect(result).toMatchObject({ error: { errorCode: 'role_conflict', problem: { place: { requestId: 'req-1' } } } });
  expect(result.ok ? '' : result.error.problem.message).toContain('A role with that name exists');
});

test('a missing scope is named in what to do', async () => {
  const at = await serve(
    answerWith(
      403,
      buildErrorBody(403, 'Insufficient scope, expected any of: read:clients,read:client_keys', 'insufficient_scope'),
    ),
  );
  const result = await createTestApi(at).get('/clients');
  expect(result.ok ? '' : result.error.problem.hint?.match(/read:[a-z_]+/g)).toEqual(['read:clients', 'read:client_keys']);
});

const FINAL: readonly (readonly [number, string])[] = [
  [408, 'request-timeout'],
  [500, 'server-error'],
  [502, 'server-error'],
  [503, 'server-error'],
  [504, 'server-error'],
];

test.each(FINAL)('%i: a read is repeated, a write is not', async (status, code) => {
  const at = await serve(answerInTurn(answerWith(status), answerWith(status), answerWith(status), answerWith(200, {})));
  expect(await createTestApi(at).get('/roles')).toMatchObject({ ok: true });
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly RequestMethod[]) {
    const result = await createTestApi(at).send({ method, path: '/roles' });
    expect(result).toMatchObject({ ok: false, error: { status, carriedOut: 'maybe', problem: { code } } });
  }
  expect(at.seen).toHaveLength(4 + 4);
});

test.each(FINAL)('%i for good is given up after four attempts', async (status, code) => {
  const at = await serve(answerWith(status));
  expect(await createTestApi(at).get('/roles')).toMatchObject({
    ok: false,
    error: { status, carriedOut: 'no', problem: { code } },
  });
  expect(at.seen).toHaveLength(4);
});

test('no secret of ours, of the request or of the caller is quoted, in whatever writing, and no control character', async () => {
  const secrets = [CLIENT_SECRET, 'opaque-1-token', 'canary "quoted" & more', 'canary-of-the-caller'];
  const writings = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  const at = await serve(
    answerWith(400, buildErrorBody(400, `\u001b[31m${writings.join(' | ')}\r\n\u202eevil`, `code ${CLIENT_SECRET}`)),
  );
  const request = {
    method: 'POST',
    path: '/connections',
    body: { options: { configuration: [{ client_secret: secrets[2] ?? '' }] } },
  } as const;
  const result = await createTestApi(at, { secrets: () => ['canary-of-the-caller'] }).send(request);
  const text = JSON.stringify(result);
  for (const writing of writings) expect(text).not.toContain(JSON.stringify(writing).slice(1, -1));
  expect(result.ok ? '' : result.error.problem.message).not.toMatch(/[\p{Cc}\u202e]/u);
});

test('a message without end is cut', async () => {
  const at = await serve(answerWith(400, buildErrorBody(400, 'x'.repeat(100_000))));
  const result = await createTestApi(at).get('/roles');
  expect(result.ok ? '' : result.error.problem.message.length).toBeLessThan(600);
});

test('a server that says when it will be back is given that time', async () => {
  const clock = createFastClock();
  const at = await serve(
    answerInTurn(
      answerWith(503, {}, { 'retry-after': '9' }),
      answerWith(503, {}, { 'retry-after': 'later' }),
      answerWith(200, {}),
    ),
  );
  expect(await createTestApi(at, { clock }).get('/roles')).toMatchObject({ ok: true });
  expect(clock.sleeps[0]).toBe(9000);
  expect(clock.sleeps[1]).toBeLessThan(100);
});

test('a server that will be away for long is not waited for', async () => {
  const at = await serve(answerWith(503, {}, { 'retry-after': '3600' }));
  expect(await createTestApi(at).get('/roles')).toMatchObject({ ok: false, error: { problem: { code: 'server-error' } } });
  expect(at.seen).toHaveLength(1);
});

test('an interrupt ends the time that a fault is given', async () => {
  const controller = new AbortController();
  const at = await serve(answerWith(503, {}, { 'retry-after': '60' }));
  const api = createTestApi(at, {
    signal: controller.signal,
    onEvent: (event) => event.kind === 'waiting' && controller.abort(),
  });
  expect(await api.get('/roles')).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'request-aborted' } } });
  expect(at.seen).toHaveLength(1);
});
