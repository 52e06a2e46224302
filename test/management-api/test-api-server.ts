import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import type { ManagementApiOptions } from '../../src/management-api/client-options.ts';
import type { LimitedApi } from '../../src/management-api/management-api.ts';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** How many requests had this method and path before. */
  readonly times: number;
}

export type Answer = (seen: ReceivedRequest, response: ServerResponse) => unknown;

export interface TestServer {
  readonly url: string;
  /** Requests to the Management API, in the order of their arrival. */
  readonly seen: ReceivedRequest[];
  /** Requests for a token. */
  readonly grants: ReceivedRequest[];
}

/** A token that tells who it is for; nobody verifies it. */
export function buildToken(claims: Readonly<Record<string, unknown>>): string {
  const encodePart = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encodePart({ alg: 'none' })}.${encodePart(claims)}.c2ln`;
}

export function sendJson(response: ServerResponse, status: number, body?: unknown, headers: Record<string, string> = {}): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
}

export const answerWith =
  (status: number, body?: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    sendJson(response, status, body, headers);

/** One answer after the other; the last one stays. */
export const answerInTurn =
  (...turns: readonly Answer[]): Answer =>
  (seen, response) =>
    turns[Math.min(seen.times, turns.length - 1)]?.(seen, response);

/** Faults of the wire. */
export const dropConnection: Answer = (_, response) => response.socket?.destroy();
export const leaveUnanswered: Answer = () => {};
export const truncateAnswer: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"roles":[', () => response.socket?.destroy());
};

const grantToken: Answer = (seen, response) =>
  sendJson(response, 200, {
    access_token: `opaque-${seen.times + 1}-token`,
    expires_in: 86_400,
    scope: 'read:roles read:clients',
  });

/** A server of a few lines: what it answers is the test's. It ends with the test. */
export async function serve(answer: Answer, grant: Answer = grantToken): Promise<TestServer> {
  const seen: ReceivedRequest[] = [];
  const grants: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://server');
    const list = url.pathname === '/oauth/token' ? grants : seen;
    const method = request.method ?? '';
    const times = list.filter((other) => other.method === method && other.url.pathname === url.pathname).length;
    const one: ReceivedRequest = { method, url, headers: request.headers, body: Buffer.concat(chunks).toString(), times };
    list.push(one);
    await (list === grants ? grant : answer)(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, seen, grants };
}

export const CLIENT_SECRET = 'canary-secret-of-the-client';

export function createTestApi(server: { readonly url: string }, options: Partial<ManagementApiOptions> = {}): LimitedApi {
  const api = createManagementApi({
    domain: server.url,
    credentials: { kind: 'secret', clientId: 'me', clientSecret: CLIENT_SECRET },
    runId: 'run',
    toolVersion: '0.0.0',
    ...options,
    retries: { baseMs: 1, ...options.retries },
  });
  onTestFinished(() => api.close());
  return api;
}
