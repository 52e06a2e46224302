import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { FaultKind, WireFault } from './wire-messages.ts';

/** Error codes of a failed connection attempt, if the failing system call confirms it: the request was not sent. */
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

const TLS_CODES =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;

/** TLS errors that can also occur after the handshake, when requests may have been sent. Certificate errors cannot. */
const MIDWAY_TLS_CODES = /^(?:ERR_SSL_(?!WRONG_VERSION)|EPROTO$)/;

/**
 * Classifies the error of a failed attempt.
 *
 * @param ended why the deadline ended the attempt, if it did
 * @param status the status of an answer that broke off
 */
export function toWireFault(error: unknown, ended: 'timeout' | 'aborted' | undefined, status: number | undefined): WireFault {
  const cause = findCause(error);
  const known = { cause, ...omitUndefined({ status }) };
  if (ended) return { kind: 'fault', fault: ended, sent: true, ...known };
  if (status !== undefined) return { kind: 'fault', fault: 'truncated', sent: true, ...known };
  const [fault, sent] = classifyFault(cause, error);
  return { kind: 'fault', fault, sent, ...known };
}

function classifyFault(cause: string, error: unknown): readonly [FaultKind, boolean] {
  if (TLS_CODES.test(cause)) return ['tls', MIDWAY_TLS_CODES.test(cause)];
  if (hasEndedBeforeTls(error)) return ['tls', false];
  if (isRefusedByProxy(error)) return ['unreachable', false];
  if (cause === 'UND_ERR_CONNECT_TIMEOUT') return ['unreachable', false];
  if (NOT_CONNECTED.has(cause)) return ['unreachable', !hasFailedConnecting(error)];
  if (cause.startsWith('HPE_')) return ['truncated', true];
  return ['dropped', true];
}

/** The same codes can break an established connection; only the failing system call distinguishes the two. */
const hasFailedConnecting = (error: unknown): boolean =>
  collectCauses(error).some((link) => /^(?:connect|getaddrinfo)$/.test(String(Reflect.get(link, 'syscall'))));

/** A connection that ends during the TLS handshake has carried no request, although its code is that of any other reset. */
const hasEndedBeforeTls = (error: unknown): boolean =>
  collectCauses(error).some((link) => /before secure TLS/.test(getMessage(link)));

/** The proxy refused CONNECT, so the request did not reach the tenant. */
const isRefusedByProxy = (error: unknown): boolean =>
  collectCauses(error).some((link) => /^Proxy response/.test(getMessage(link)));

/** Returns an error code but never an error message, because messages may quote what was sent. */
function findCause(error: unknown): string {
  for (const link of collectCauses(error).reverse()) {
    const code = Reflect.get(link, 'code');
    if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
  }
  return 'unknown cause';
}

/** undici wraps the original error once or twice, and has an error per address of a host in `errors`. */
function collectCauses(error: unknown): object[] {
  const chain: object[] = [];
  let link: unknown = error;
  while (typeof link === 'object' && link !== null && chain.length < 8) {
    chain.push(link);
    link = Reflect.get(link, 'cause') ?? getFirst(Reflect.get(link, 'errors'));
  }
  return chain;
}

const getFirst = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
const getMessage = (value: unknown): string => (value instanceof Error ? value.message : 'unknown');
