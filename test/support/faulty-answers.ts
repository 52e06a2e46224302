import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

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

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Gives an answer as the server gave it, or as the fault makes it. */
export function sendAnswer(outgoing: ServerResponse, { status, headers, bytes }: Answer, fault: Fault | undefined): void {
  switch (fault) {
    case 'lost after':
      outgoing.destroy();
      return;
    case 'error after':
      respondJson(outgoing, 500, '{"statusCode":500,"error":"Internal Server Error","message":"upstream trouble"}');
      return;
    case 'truncated':
    case 'hangs after':
    case 'drips':
      sendPartially(outgoing, { status, headers, bytes }, fault);
      return;
    case 'altered': {
      const body = changeTexts(bytes);
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
function sendPartially(
  outgoing: ServerResponse,
  { status, headers, bytes }: Answer,
  how: 'truncated' | 'hangs after' | 'drips',
): void {
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

/** An answer that the server knows nothing of. */
export function respondJson(
  outgoing: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(body);
}

export function sendRateLimit(outgoing: ServerResponse): void {
  const reset = Math.floor(Date.now() / 1000) + 1;
  const headers = { 'x-ratelimit-limit': '17', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  respondJson(outgoing, 429, '{"statusCode":429,"error":"Too Many Requests","message":"Global limit has been reached"}', headers);
}

export function sendRefusal(outgoing: ServerResponse, sent: string): void {
  outgoing.writeHead(400, { 'content-type': 'application/json' });
  const message = `Payload validation error: ${sent}, or as text ${JSON.stringify(sent)}`;
  outgoing.end(JSON.stringify({ statusCode: 400, error: 'Bad Request', message, errorCode: 'invalid_body' }));
}

const changeTexts = (bytes: Buffer): Buffer => {
  const text = bytes.toString('utf8');
  if (text === '') return bytes;
  const other: unknown = JSON.parse(text, (name, value: unknown) =>
    typeof value === 'string' && !/^(id|client_id|name|identifier|strategy)$/.test(name) ? `another ${value}` : value,
  );
  return Buffer.from(JSON.stringify(other));
};
