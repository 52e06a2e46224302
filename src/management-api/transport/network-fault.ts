import type { Fault, WireFault } from './wire.ts';

/** Errors of a connection that never stood: not a byte of the request was sent. */
const NOT_CONNECTED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
]);

const TLS =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;

/** Of these some can also end a connection that has carried requests; a certificate is refused before that. */
const MIDWAY = /^(?:ERR_SSL_(?!WRONG_VERSION)|EPROTO$)/;

/** Undici wraps the true cause once or twice; several addresses of one name fail together, in `errors`. */
export function faultOf(error: unknown, ended: 'timeout' | 'aborted' | undefined, status: number | undefined): WireFault {
  const cause = causeOf(error);
  const known = { cause, ...(status === undefined ? {} : { status }) };
  if (ended) return { kind: 'fault', fault: ended, sent: true, ...known };
  if (status !== undefined) return { kind: 'fault', fault: 'truncated', sent: true, ...known };
  const [fault, sent] = kindOf(cause, error);
  return { kind: 'fault', fault, sent, ...known };
}

function kindOf(cause: string, error: unknown): readonly [Fault, boolean] {
  if (TLS.test(cause)) return ['tls', MIDWAY.test(cause)];
  if (beforeTls(error)) return ['tls', false];
  if (refusedByProxy(error)) return ['unreachable', false];
  if (cause === 'UND_ERR_CONNECT_TIMEOUT') return ['unreachable', false];
  if (NOT_CONNECTED.has(cause)) return ['unreachable', !whileConnecting(error)];
  if (cause.startsWith('HPE_')) return ['truncated', true];
  return ['dropped', true];
}

/** The same codes can break a connection that stood: only the system call tells. */
const whileConnecting = (error: unknown): boolean =>
  chainOf(error).some((link) => /^(?:connect|getaddrinfo)$/.test(String(Reflect.get(link, 'syscall'))));

/** A connection that ends during the handshake has carried no request, though its code is that of any reset. */
const beforeTls = (error: unknown): boolean => chainOf(error).some((link) => /before secure TLS/.test(messageOf(link)));

/** The proxy has answered CONNECT with something else than 200: the tenant has seen nothing. */
const refusedByProxy = (error: unknown): boolean => chainOf(error).some((link) => /^Proxy response/.test(messageOf(link)));

/** A code only, never a message: those quote what was sent. */
function causeOf(error: unknown): string {
  for (const link of chainOf(error).reverse()) {
    const code = Reflect.get(link, 'code');
    if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
  }
  return 'cause unknown';
}

function chainOf(error: unknown): object[] {
  const chain: object[] = [];
  let link: unknown = error;
  while (typeof link === 'object' && link !== null && chain.length < 8) {
    chain.push(link);
    link = Reflect.get(link, 'cause') ?? firstOf(Reflect.get(link, 'errors'));
  }
  return chain;
}

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
const messageOf = (value: unknown): string => (value instanceof Error ? value.message : 'unknown');
