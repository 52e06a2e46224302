import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Problem, RequestPlace } from '../../model/problem/problem.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import type { ApiFailure, ApiRequest } from '../management-api.ts';
import type { FaultKind, WireAnswer, WireFault } from './wire-messages.ts';

export type RequestLine = Pick<ApiRequest, 'method' | 'path'>;

export const isWrite = (request: Pick<ApiRequest, 'method'>): boolean => request.method !== 'GET';

/** Reads the server's request id, which Auth0 support asks for. Ignores a value with unexpected characters. */
export function readRequestId(headers: WireAnswer['headers']): string | undefined {
  const id = headers.get('x-request-id') ?? headers.get('x-auth0-requestid') ?? '';
  return /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

export function buildRequestPlace(request: RequestLine, status?: number, requestId?: string): RequestPlace {
  return {
    kind: 'request',
    method: request.method,
    path: request.path,
    ...omitUndefined({ status, requestId }),
  };
}

export const buildRequestProblem = (code: ProblemCode, place: RequestPlace, message: string, hint?: string): Problem => ({
  code,
  severity: 'error',
  message,
  place,
  ...omitUndefined({ hint }),
});

/** For each kind of fault: the problem code, the message after the host name, and the hint. */
const FAULT_TEXTS: Readonly<Record<FaultKind, readonly [ProblemCode, string, string]>> = {
  unreachable: [
    'network-unreachable',
    'could not be reached',
    'Check AUTH0_DOMAIN and the network. Behind a proxy, check HTTPS_PROXY and NO_PROXY; --trace shows which requests use it.',
  ],
  tls: [
    'tls-failed',
    'could not establish a secure connection',
    'Check AUTH0_DOMAIN. If your company proxy issues its own certificates, set NODE_EXTRA_CA_CERTS to its root certificate.',
  ],
  timeout: ['request-timeout', 'did not answer in time', 'Run the command again. If the error persists, check status.auth0.com.'],
  aborted: ['request-aborted', 'had not answered when the command was interrupted', 'Run the command again to continue.'],
  dropped: ['network-unreachable', 'closed the connection without an answer', 'Run the command again.'],
  truncated: [
    'answer-unreadable',
    'sent an incomplete answer',
    'Run the command again. If the error persists, check for a proxy between this machine and Auth0.',
  ],
};

/** Builds the failure of a request that got no complete answer: a network error, a timeout or an interruption. */
export function buildFaultFailure(request: RequestLine, host: string, fault: WireFault): ApiFailure {
  const [code, what, hint] = FAULT_TEXTS[fault.fault];
  const message = `${host} ${what} (${fault.cause})`;
  return {
    problem: buildRequestProblem(code, buildRequestPlace(request, fault.status), message, hint),
    ...omitUndefined({ status: fault.status }),
    carriedOut: isWrite(request) && fault.sent ? 'maybe' : 'no',
  };
}

/** Builds the failure of a request that was interrupted before it was sent. */
export const buildAbortedFailure = (request: RequestLine): ApiFailure => ({
  problem: buildRequestProblem(
    'request-aborted',
    buildRequestPlace(request),
    'interrupted before this request was sent',
    FAULT_TEXTS.aborted[2],
  ),
  carriedOut: 'no',
});

/**
 * Builds the failure of a request whose answer cannot be read, such as a proxy's error page, broken JSON or an unexpected structure.
 *
 * @param what the end of a sentence that begins with "the answer"
 */
export function buildUnreadableFailure(request: RequestLine, status: number, what: string): ApiFailure {
  const problem = buildRequestProblem(
    'answer-unreadable',
    buildRequestPlace(request, status),
    `the answer ${what}`,
    FAULT_TEXTS.truncated[2],
  );
  return { problem, status, carriedOut: isWrite(request) ? 'maybe' : 'no' };
}
