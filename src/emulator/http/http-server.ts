import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { toErrorAnswer } from './dispatch-request.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { Refusal } from './refusal.ts';
import { refuseForeignRequester } from './refuse-foreign-requester.ts';
import type { Delivery, Reply } from './reply.ts';
import { readBody } from './request-body.ts';
import { parseRequestTarget } from './request-target.ts';

/** Answers a request whose body has been read. */
export type RequestHandler = (incoming: IncomingRequest) => Promise<Reply>;

/** Certificate and private key, both PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

export interface HttpListener {
  readonly port: number;
  close(): Promise<void>;
}

/** The emulator must not be reachable from other machines, because its credentials are public. */
const LOOPBACK_HOST = '127.0.0.1';

export async function listen(port: number, handler: RequestHandler, tls?: TlsIdentity): Promise<HttpListener> {
  const handleRequest = (request: IncomingMessage, response: ServerResponse): void => {
    answerRequest(handler, request)
      .then((reply) => sendReply(response, reply))
      .catch(() => response.destroy());
  };
  const server =
    tls === undefined ? createServer(handleRequest) : createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, handleRequest);
  server.on('clientError', (_error, socket) => refuseMalformedRequest(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK_HOST, resolve);
  });
  return { port: getPort(server), close: () => closeServer(server) };
}

async function answerRequest(handler: RequestHandler, request: IncomingMessage): Promise<Reply> {
  try {
    refuseForeignRequester(request.headers);
    const bytes = await readBody(request);
    const target = parseRequestTarget(request.url ?? '');
    const ip = request.socket.remoteAddress ?? LOOPBACK_HOST;
    return await handler({ method: request.method ?? '', target, headers: request.headers, bytes, ip });
  } catch (error) {
    return request.complete || error instanceof Refusal ? toErrorAnswer(error) : CLIENT_GONE;
  }
}

/** The client closed the connection before it had sent the whole request. */
const CLIENT_GONE: Reply = { status: 0, delivery: { kind: 'drop' } };

function sendReply(response: ServerResponse, reply: Reply): void {
  const { delivery } = reply;
  if (delivery?.kind === 'hang') return;
  if (delivery?.kind === 'drop') return void response.destroy();
  const bytes = encodeBody(reply);
  response.writeHead(reply.status, {
    ...(bytes === undefined ? {} : { 'content-type': getContentType(delivery), 'content-length': bytes.length }),
    ...reply.headers,
  });
  if (delivery?.kind !== 'cut' || bytes === undefined) return void response.end(bytes);
  response.write(bytes.subarray(0, delivery.bytes ?? bytes.length / 2), () => response.destroy());
}

const getContentType = (delivery: Delivery | undefined): string =>
  delivery?.kind === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';

function encodeBody({ body, delivery }: Reply): Buffer | undefined {
  if (delivery?.kind === 'html') return Buffer.from(delivery.text);
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body));
}

/** Answers bytes that Node.js could not parse as HTTP. */
function refuseMalformedRequest(socket: NodeJS.WritableStream & Partial<Pick<Socket, 'writable'>>): void {
  if (socket.writable === false) return;
  const body = '{"statusCode":400,"error":"Bad Request","message":"Malformed request"}';
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

const getPort = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!server.listening) return resolve();
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
