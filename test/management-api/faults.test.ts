import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import type { RequestMethod } from '../../src/model/plan/planned-request.ts';
import {
  type Answer,
  answerInTurn,
  answerWith,
  createTestApi,
  dropConnection,
  leaveUnanswered,
  serve,
  truncateAnswer,
} from './test-api-server.ts';

const ok = answerWith(200, { id: 'rol_1' });
const WRITES: readonly RequestMethod[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

const sendBrokenHeaders: Answer = (_, response) => response.socket?.end('HTTP/1.1 200 OK\r\nno header\r\n\r\n');
const halfJson = answerWithText(200, '{"id":"rol_');
const page = answerWithText(200, '<html>Sign in to the company network</html>');

function answerWithText(status: number, text: string): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': 'text/html' }).end(text);
}

const FAULTS: readonly (readonly [string, Answer, string, number])[] = [
  ['dropped', dropConnection, 'network-unreachable', 10_000],
  ['hanging', leaveUnanswered, 'request-timeout', 60],
  ['truncated', truncateAnswer, 'answer-unreadable', 10_000],
  ['broken headers', sendBrokenHeaders, 'answer-unreadable', 10_000],
  ['half a document', halfJson, 'answer-unreadable', 10_000],
  ['a page of a proxy', page, 'answer-unreadable', 10_000],
];

test('an answer without an end does not fill the memory', async () => {
  let sent = 0;
  let ended = false;
  const at = await serve((_, response) => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const writeMore = (): void => {
      while (!ended && sent < 1000 && response.write(piece)) sent += 1;
      sent += 1;
    };
    response.on('drain', writeMore).on('close', () => {
      ended = true;
    });
    writeMore();
  });
  const api = createTestApi(at, { timeoutMs: 50_000, retries: { attempts: 1, baseMs: 1 } });
  const got = await api.get('/roles');
  expect(got).toMatchObject({ ok: false, error: { problem: { code: 'answer-unreadable' } } });
  expect(sent).toBeLessThan(200);
});

test.each(FAULTS)('a read is repeated: %s', async (_, fault, __, timeoutMs) => {
  const at = await serve(answerInTurn(fault, fault, ok));
  expect(await createTestApi(at, { timeoutMs }).get('/roles/rol_1')).toEqual({
    ok: true,
    value: { status: 200, body: { id: 'rol_1' } },
  });
  expect(at.seen).toHaveLength(3);
});

test.each(FAULTS)('a read is given up after four attempts: %s', async (_, fault, code, timeoutMs) => {
  const at = await serve(fault);
  const api = createTestApi(at, { timeoutMs });
  expect(await api.get('/roles/rol_1')).toMatchObject({
    ok: false,
    error: {
      carriedOut: 'no',
      problem: { code, severity: 'error', place: { kind: 'request', method: 'GET', path: '/roles/rol_1' } },
    },
  });
  expect(at.seen).toHaveLength(4);
  expect(api.spent()).toEqual({ reads: 1, writes: 0, retries: 3 });
});

test.each(WRITES.flatMap((method) => FAULTS.map(([name, ...rest]) => [method, name, ...rest] as const)))(
  'a %s is not repeated, and may have been carried out: %s',
  async (method, _, fault, code, timeoutMs) => {
    const at = await serve(fault);
    const result = await createTestApi(at, { timeoutMs }).send({ method, path: '/roles', body: { name: 'x' } });
    expect(result).toMatchObject({ ok: false, error: { carriedOut: 'maybe', problem: { code } } });
    expect(at.seen).toHaveLength(1);
  },
);

test('a body that hangs after its headers is ended by the same deadline', async () => {
  const at = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"roles":');
  });
  const result = await createTestApi(at, { timeoutMs: 60, retries: { attempts: 1 } }).get('/roles');
  expect(result).toMatchObject({ ok: false, error: { problem: { code: 'request-timeout' } } });
});

test('a body that comes byte by byte is ended by the same deadline, also when memory is cleared meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const at = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => {
      response.write(' ');
      if (typeof collect === 'function') collect();
    }, 10);
    response.once('close', () => clearInterval(drip));
  });
  const result = await createTestApi(at, { timeoutMs: 300, retries: { attempts: 1 } }).get('/roles');
  expect(result).toMatchObject({ ok: false, error: { problem: { code: 'request-timeout' } } });
}, 10_000);

/** A port where nobody listens, and where somebody may after a while. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

const token = { kind: 'token', accessToken: 'opaque' } as const;

test.each(['GET', ...WRITES] as const)('%s: where nobody listens it was not carried out', async (method) => {
  const api = createTestApi({ url: `http://127.0.0.1:${await findFreePort()}` }, { credentials: token });
  const result = await api.send({ method, path: '/roles' });
  expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'network-unreachable' } } });
  expect(api.spent().retries).toBe(3);
});

test('a name of several addresses, none of which listens', async () => {
  const api = createTestApi({ url: `http://localhost:${await findFreePort()}` }, { credentials: token });
  const result = await api.send({ method: 'POST', path: '/roles' });
  expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'network-unreachable' } } });
});

test('a name that does not exist', async () => {
  const api = createTestApi({ url: 'https://acme.eu.auth0.invalid' }, { credentials: token });
  const result = await api.send({ method: 'POST', path: '/roles' });
  expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'network-unreachable' } } });
});

test('a write is repeated once somebody listens', async () => {
  const port = await findFreePort();
  const late = createServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  onTestFinished(() => void late.close());
  const api = createTestApi(
    { url: `http://127.0.0.1:${port}` },
    {
      credentials: token,
      onEvent: (event) => event.kind === 'request' && event.attempt === 2 && late.listen(port, '127.0.0.1'),
      retries: { baseMs: 30, attempts: 8 },
    },
  );
  expect(await api.send({ method: 'POST', path: '/roles' })).toMatchObject({ ok: true, value: { status: 204 } });
});

/** A certificate that nobody has signed. */
function createSelfSignedCertificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

test('a certificate that can not be trusted ends it at once, with nothing sent', async () => {
  let requests = 0;
  const server = createHttps(createSelfSignedCertificate(), () => {
    requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const api = createTestApi({ url }, { credentials: token });
  const result = await api.send({ method: 'POST', path: '/roles' });
  expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'tls-failed' } } });
  expect([requests, api.spent().retries]).toEqual([0, 0]);
});

test('https where plain HTTP is spoken', async () => {
  const at = await serve(ok);
  const api = createTestApi({ url: at.url.replace('http:', 'https:') }, { credentials: token });
  expect(await api.get('/roles')).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'tls-failed' } } });
  expect(at.seen).toHaveLength(0);
});

test('a connection that ends during the handshake has carried nothing', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const result = await createTestApi({ url }, { credentials: token }).send({ method: 'POST', path: '/roles' });
  expect(result).toMatchObject({ ok: false, error: { carriedOut: 'no', problem: { code: 'tls-failed' } } });
});
