import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { readBody } from './body.ts';
import { answerFor } from './dispatch.ts';
import type { Incoming } from './incoming.ts';
import { Refusal } from './refusal.ts';
import type { Delivery, Reply } from './reply.ts';
import { refuseForeignRequester } from './requester.ts';
import { parseTarget } from './url.ts';

/** Answers one request whose body has been read. */
export type Handler = (incoming: Incoming) => Promise<Reply>;

/** Certificate and key, in PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Loopback only: what it serves must not be reachable from elsewhere. */
const HOST = '127.0.0.1';

export async function listen(port: number, handler: Handler, tls?: TlsIdentity): Promise<Listening> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    exchange(handler, request)
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, listener);
  server.on('clientError', (_error, socket) => refuseRaw(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return { port: portOf(server), close: () => closed(server) };
}

async function exchange(handler: Handler, request: IncomingMessage): Promise<Reply> {
  try {
    refuseForeignRequester(request.headers);
    const bytes = await readBody(request);
    const target = parseTarget(request.url ?? '');
    const ip = request.socket.remoteAddress ?? HOST;
    return await handler({ method: request.method ?? '', target, headers: request.headers, bytes, ip });
  } catch (error) {
    return request.complete || error instanceof Refusal ? answerFor(error) : GONE;
  }
}

/** The client hung up while it was still speaking. */
const GONE: Reply = { status: 0, delivery: { kind: 'drop' } };

function send(response: ServerResponse, reply: Reply): void {
  const { delivery } = reply;
  if (delivery?.kind === 'hang') return;
  if (delivery?.kind === 'drop') return void response.destroy();
  const bytes = bytesOf(reply);
  response.writeHead(reply.status, {
    ...(bytes === undefined ? {} : { 'content-type': typeOf(delivery), 'content-length': bytes.length }),
    ...reply.headers,
  });
  if (delivery?.kind !== 'cut' || bytes === undefined) return void response.end(bytes);
  response.write(bytes.subarray(0, delivery.bytes ?? bytes.length / 2), () => response.destroy());
}

const typeOf = (delivery: Delivery | undefined): string =>
  delivery?.kind === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';

function bytesOf({ body, delivery }: Reply): Buffer | undefined {
  if (delivery?.kind === 'html') return Buffer.from(delivery.text);
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body));
}

/** What node could not parse as HTTP. */
function refuseRaw(socket: NodeJS.WritableStream & Partial<Pick<Socket, 'writable'>>): void {
  if (socket.writable === false) return;
  const body = '{"statusCode":400,"error":"Bad Request","message":"Malformed request"}';
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!server.listening) return resolve();
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
