import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
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
  /** Refused, in words that quote all that was sent. */
  | 'quoted'
  /** Done, and every text of the answer is another one. */
  | 'altered';

/** Those that leave it open what was done. */
export const FAULTS: readonly Fault[] = ['lost before', 'lost after', 'error after', 'truncated', 'hangs after', 'hangs before'];

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** A way between client and server on which things go wrong when they are told to. */
export interface FaultProxy {
  readonly url: string;
  /** Everything that was sent, tokens included. */
  readonly seen: readonly Seen[];
  /** Asked for every request; the first answer that is a fault happens. */
  misbehave: (seen: Seen) => Fault | undefined;
  clear(): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<FaultProxy> {
  const seen: Seen[] = [];
  const server = createServer((incoming, outgoing) => {
    void readAll(incoming).then((body) => {
      const one: Seen = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: body.toString('utf8'),
      };
      seen.push(one);
      relay(target, one, body, proxy.misbehave(one), outgoing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    misbehave: () => undefined,
    clear: () => {
      seen.length = 0;
      proxy.misbehave = () => undefined;
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

function relay(target: string, seen: Seen, body: Buffer, fault: Fault | undefined, outgoing: ServerResponse): void {
  if (fault === 'lost before') outgoing.destroy();
  if (fault === 'quoted') refuse(outgoing, body.toString('utf8'));
  if (fault === 'lost before' || fault === 'hangs before' || fault === 'quoted') return;
  const { host: _, connection: __, ...headers } = seen.headers;
  const forwarded = request(`${target}${seen.path}`, { method: seen.method, headers, agent: false }, (answer) => {
    void readAll(answer).then((bytes) => finish(outgoing, answer, bytes, fault));
  });
  forwarded.on('error', () => outgoing.destroy());
  forwarded.end(body);
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

function finish(outgoing: ServerResponse, answer: IncomingMessage, bytes: Buffer, fault: Fault | undefined): void {
  switch (fault) {
    case 'lost after':
      outgoing.destroy();
      return;
    case 'error after':
      outgoing.writeHead(500, { 'content-type': 'application/json' });
      outgoing.end('{"statusCode":500,"error":"Internal Server Error","message":"upstream trouble"}');
      return;
    case 'truncated':
    case 'hangs after':
      // More is announced than comes, also where there is no body at all.
      outgoing.writeHead(answer.statusCode === 204 ? 200 : (answer.statusCode ?? 200), {
        ...answer.headers,
        'content-length': bytes.length + 10,
      });
      outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
        if (fault === 'truncated') outgoing.destroy();
      });
      outgoing.flushHeaders();
      if (fault === 'truncated' && bytes.length === 0) outgoing.destroy();
      return;
    case 'altered': {
      const body = altered(bytes);
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-length': body.length });
      outgoing.end(body);
      return;
    }
    default:
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      outgoing.end(bytes);
  }
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
