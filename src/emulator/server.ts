import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerFor } from './dispatch.ts';
import type { Answer } from './http/answer.ts';
import { readBody } from './http/body.ts';
import { parseTarget, type RequestTarget } from './http/url.ts';

/** Answers one request whose body has been read; never throws. */
export type Handler = (request: IncomingMessage, target: RequestTarget, bytes: Buffer) => Promise<Answer>;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Loopback only: what it serves must not be reachable from elsewhere. */
const HOST = '127.0.0.1';

export async function listen(port: number, handler: Handler): Promise<Listening> {
  const server = createServer((request, response) => {
    exchange(handler, request)
      .then((answer) => send(response, answer))
      .catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => refuseRaw(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return { port: portOf(server), close: () => closed(server) };
}

async function exchange(handler: Handler, request: IncomingMessage): Promise<Answer> {
  try {
    const bytes = await readBody(request);
    return await handler(request, parseTarget(request.url ?? ''), bytes);
  } catch (error) {
    return answerFor(error);
  }
}

function send(response: ServerResponse, answer: Answer): void {
  const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  const bytes = text === undefined ? undefined : Buffer.from(text);
  response.writeHead(answer.status, {
    ...(bytes === undefined ? {} : { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length }),
    ...answer.headers,
  });
  response.end(bytes);
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
