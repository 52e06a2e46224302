import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What can become of a request on its way. */
export type Fault =
  /** The connection ends, and the server has never seen the request. */
  | 'lost before'
  /** The server has done it, and the connection ends without an answer. */
  | 'lost after'
  /** The server has done it, and something in between says otherwise. */
  | 'error after'
  /** The server has done it, and the answer breaks off. */
  | 'truncated'
  /** The server has done it, and the answer never ends. */
  | 'hangs after'
  /** The server has not done it, and no answer comes. */
  | 'hangs before'
  /** The server has done it, and the answer comes byte by byte and never ends. */
  | 'drips'
  /** The server has not done it, and says that it is in trouble. */
  | 'error before'
  /** The server has not done it: the token is no longer taken. */
  | 'expired'
  /** The server has not done it: too many requests, by a limit that no subscription has. */
  | 'limited'
  /** Refused, in words that quote all that was sent. */
  | 'quoted'
  /** Done, and every text of the answer is another one. */
  | 'altered';

/** Those that leave it open what was done. */
export const FAULTS: readonly Fault[] = ['lost before', 'lost after', 'error after', 'truncated', 'hangs after', 'hangs before'];

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Asks the server itself. */
export type Ask = (seen: Seen) => Promise<Answer>;

/** A way between client and server on which things go wrong when they are told to. */
export interface FaultProxy {
  readonly url: string;
  /** Everything that was sent, tokens included. */
  readonly seen: readonly Seen[];
  /** Asked for every request; the first answer that is a fault happens. */
  misbehave: (seen: Seen) => Fault | undefined;
  /** Where an answer comes from: the server, unless somebody knows better. */
  answer: (seen: Seen, ask: Ask) => Promise<Answer>;
  clear(): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<FaultProxy> {
  const seen: Seen[] = [];
  const ask: Ask = (one) => askServer(target, one);
  const server = createServer((incoming, outgoing) => {
    const relayed = readAll(incoming).then((body) => {
      const { method = '', url: path = '', headers } = incoming;
      const one: Seen = { method, path, headers, body: body.toString('utf8') };
      seen.push(one);
      return relay(one, ask, proxy, outgoing);
    });
    relayed.catch(() => void outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    misbehave: () => undefined,
    answer: (one, server) => server(one),
    clear: () => {
      seen.length = 0;
      proxy.misbehave = () => undefined;
      proxy.answer = (one, server) => server(one);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function relay(seen: Seen, ask: Ask, proxy: FaultProxy, outgoing: ServerResponse): Promise<void> {
  const fault = proxy.misbehave(seen);
  switch (fault) {
    case 'lost before':
      outgoing.destroy();
      return;
    case 'hangs before':
      return;
    case 'quoted':
      refuse(outgoing, seen.body);
      return;
    case 'error before':
      end(outgoing, 500, '{"statusCode":500,"error":"Internal Server Error","message":"upstream trouble"}');
      return;
    case 'expired':
      end(
        outgoing,
        401,
        '{"statusCode":401,"error":"Unauthorized","message":"Expired token received for JSON Web Token validation"}',
      );
      return;
    case 'limited':
      limit(outgoing);
      return;
    default:
      finish(outgoing, await proxy.answer(seen, ask), fault);
  }
}

/** On a connection of its own: one that was kept may be gone by the time it is used again. */
export function askServer(target: string, seen: Seen): Promise<Answer> {
  const { host: _, connection: __, ...headers } = seen.headers;
  const send = target.startsWith('https:') ? requestSecurely : request;
  return new Promise((resolve, reject) => {
    const forwarded = send(`${target}${seen.path}`, { method: seen.method, headers, agent: false }, (answer) => {
      const { statusCode: status = 500, headers: told } = answer;
      readAll(answer).then((bytes) => resolve({ status, headers: told, bytes }), reject);
    });
    forwarded.on('error', reject);
    forwarded.end(seen.body);
  });
}

function end(outgoing: ServerResponse, status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(body);
}

function limit(outgoing: ServerResponse): void {
  const reset = Math.floor(Date.now() / 1000) + 1;
  const headers = { 'x-ratelimit-limit': '17', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  end(outgoing, 429, '{"statusCode":429,"error":"Too Many Requests","message":"Global limit has been reached"}', headers);
}

function refuse(outgoing: ServerResponse, sent: string): void {
  outgoing.writeHead(400, { 'content-type': 'application/json' });
  const message = `Payload validation error: ${sent}, or as text ${JSON.stringify(sent)}`;
  outgoing.end(JSON.stringify({ statusCode: 400, error: 'Bad Request', message, errorCode: 'invalid_body' }));
}

const altered = (bytes: Buffer): Buffer => {
  const text = bytes.toString('utf8');
  if (text === '') return bytes;
  const other: unknown = JSON.parse(text, (name, value: unknown) =>
    typeof value === 'string' && !/^(id|client_id|name|identifier|strategy)$/.test(name) ? `another ${value}` : value,
  );
  return Buffer.from(JSON.stringify(other));
};

function finish(outgoing: ServerResponse, { status, headers, bytes }: Answer, fault: Fault | undefined): void {
  switch (fault) {
    case 'lost after':
      outgoing.destroy();
      return;
    case 'error after':
      end(outgoing, 500, '{"statusCode":500,"error":"Internal Server Error","message":"upstream trouble"}');
      return;
    case 'truncated':
    case 'hangs after':
    case 'drips':
      stretch(outgoing, { status, headers, bytes }, fault);
      return;
    case 'altered': {
      const body = altered(bytes);
      outgoing.writeHead(status, { ...headers, 'content-length': body.length });
      outgoing.end(body);
      return;
    }
    default:
      outgoing.writeHead(status, headers);
      outgoing.end(bytes);
  }
}

/** More is announced than comes, also where there is no body at all. */
function stretch(outgoing: ServerResponse, { status, headers, bytes }: Answer, how: 'truncated' | 'hangs after' | 'drips'): void {
  const { 'content-length': _, 'transfer-encoding': __, ...others } = headers;
  const length = how === 'drips' ? {} : { 'content-length': bytes.length + 10 };
  outgoing.writeHead(status === 204 ? 200 : status, { ...others, ...length });
  outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
    if (how === 'truncated') outgoing.destroy();
  });
  outgoing.flushHeaders();
  if (how === 'truncated' && bytes.length === 0) outgoing.destroy();
  if (how !== 'drips') return;
  const drip = setInterval(() => outgoing.write(' '), 20);
  outgoing.once('close', () => clearInterval(drip));
}

/** The k-th write, counted from 1, meets the k-th fault, if there is one. */
export function faultsAt(faults: ReadonlyMap<number, Fault>): FaultProxy['misbehave'] {
  let writes = 0;
  return (seen) => {
    if (seen.method === 'GET' || !seen.path.startsWith('/api/v2/')) return undefined;
    writes += 1;
    return faults.get(writes);
  };
}
