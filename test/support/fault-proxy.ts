import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Answer, type Fault, respondJson, sendAnswer, sendRateLimit, sendRefusal } from './faulty-answers.ts';

export { type Answer, FAULTS, type Fault } from './faulty-answers.ts';

export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks the server itself. */
export type SendToServer = (seen: ProxiedRequest) => Promise<Answer>;

/** A way between client and server on which things go wrong when they are told to. */
export interface FaultProxy {
  readonly url: string;
  /** Everything that was sent, tokens included. */
  readonly seen: readonly ProxiedRequest[];
  /** Asked for every request; the first answer that is a fault happens. */
  chooseFault: (seen: ProxiedRequest) => Fault | undefined;
  /** Where an answer comes from: the server, unless somebody knows better. */
  answer: (seen: ProxiedRequest, ask: SendToServer) => Promise<Answer>;
  clear(): void;
  close(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: ProxiedRequest[] = [];
  const ask: SendToServer = (one) => askServer(target, one);
  const server = createServer((incoming, outgoing) => {
    const relayed = readAll(incoming).then((body) => {
      const { method = '', url: path = '', headers } = incoming;
      const one: ProxiedRequest = { method, path, headers, body: body.toString('utf8') };
      seen.push(one);
      return forwardRequest(one, ask, proxy, outgoing);
    });
    relayed.catch(() => void outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${getPort(server.address())}`,
    seen,
    chooseFault: () => undefined,
    answer: (one, server) => server(one),
    clear: () => {
      seen.length = 0;
      proxy.chooseFault = () => undefined;
      proxy.answer = (one, server) => server(one);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

const getPort = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function forwardRequest(
  seen: ProxiedRequest,
  ask: SendToServer,
  proxy: FaultProxy,
  outgoing: ServerResponse,
): Promise<void> {
  const fault = proxy.chooseFault(seen);
  switch (fault) {
    case 'lost before':
      outgoing.destroy();
      return;
    case 'hangs before':
      return;
    case 'quoted':
      sendRefusal(outgoing, seen.body);
      return;
    case 'error before':
      respondJson(outgoing, 500, '{"statusCode":500,"error":"Internal Server Error","message":"upstream trouble"}');
      return;
    case 'expired':
      respondJson(
        outgoing,
        401,
        '{"statusCode":401,"error":"Unauthorized","message":"Expired token received for JSON Web Token validation"}',
      );
      return;
    case 'limited':
      sendRateLimit(outgoing);
      return;
    default:
      sendAnswer(outgoing, await proxy.answer(seen, ask), fault);
  }
}

/** On a connection of its own: one that was kept may be gone by the time it is used again. */
export function askServer(target: string, seen: ProxiedRequest): Promise<Answer> {
  const { host: _, connection: __, ...headers } = seen.headers;
  const send = target.startsWith('https:') ? requestSecurely : request;
  return new Promise((resolve, reject) => {
    const forwarded = send(`${target}${seen.path}`, { method: seen.method, headers, agent: false }, (answer) => {
      const { statusCode: status = 500, headers: responseHeaders } = answer;
      readAll(answer).then((bytes) => resolve({ status, headers: responseHeaders, bytes }), reject);
    });
    forwarded.on('error', reject);
    forwarded.end(seen.body);
  });
}

/** The k-th write, counted from 1, meets the k-th fault, if there is one. */
export function createFaultSchedule(faults: ReadonlyMap<number, Fault>): FaultProxy['chooseFault'] {
  let writes = 0;
  return (seen) => {
    if (seen.method === 'GET' || !seen.path.startsWith('/api/v2/')) return undefined;
    writes += 1;
    return faults.get(writes);
  };
}
