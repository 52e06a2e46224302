import type { Problem, RequestPlace } from '../../model/problem/problem.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import type { ApiFailure, ApiRequest } from '../management-api.ts';
import type { FaultKind, WireAnswer, WireFault } from './wire-messages.ts';

export type RequestLine = Pick<ApiRequest, 'method' | 'path'>;

export const isWrite = (request: Pick<ApiRequest, 'method'>): boolean => request.method !== 'GET';

/** What the server calls a request: its support asks for it. A text of another form is none. */
export function readRequestId(headers: WireAnswer['headers']): string | undefined {
  const id = headers.get('x-request-id') ?? headers.get('x-auth0-requestid') ?? '';
  return /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

export function buildRequestPlace(request: RequestLine, status?: number, requestId?: string): RequestPlace {
  return {
    kind: 'request',
    method: request.method,
    path: request.path,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

export const buildRequestProblem = (code: ProblemCode, place: RequestPlace, message: string, hint?: string): Problem => ({
  code,
  severity: 'error',
  message,
  place,
  ...(hint === undefined ? {} : { hint }),
});

const FAULT_TEXTS: Readonly<Record<FaultKind, readonly [ProblemCode, string, string]>> = {
  unreachable: [
    'network-unreachable',
    'could not be reached',
    'Check AUTH0_DOMAIN and the network. Behind a proxy, check HTTPS_PROXY and NO_PROXY; --trace shows what goes through it.',
  ],
  tls: [
    'tls-failed',
    'did not agree on a secure connection',
    'Check AUTH0_DOMAIN. If a proxy of your company signs certificates, name its root in NODE_EXTRA_CA_CERTS.',
  ],
  timeout: ['request-timeout', 'did not answer in time', 'Run it again. Lasting trouble shows on status.auth0.com.'],
  aborted: ['request-aborted', 'was not waited for: interrupted', 'Run it again to go on.'],
  dropped: ['network-unreachable', 'ended the connection without an answer', 'Run it again.'],
  truncated: [
    'answer-unreadable',
    'broke off in the middle of its answer',
    'Run it again. If it stays, look for a proxy between here and Auth0.',
  ],
};

/** No answer of use came: the network, the clock or a person ended it. */
export function buildFaultFailure(request: RequestLine, host: string, fault: WireFault): ApiFailure {
  const [code, what, hint] = FAULT_TEXTS[fault.fault];
  const message = `${host} ${what} (${fault.cause})`;
  return {
    problem: buildRequestProblem(code, buildRequestPlace(request, fault.status), message, hint),
    ...(fault.status === undefined ? {} : { status: fault.status }),
    carriedOut: isWrite(request) && fault.sent ? 'maybe' : 'no',
  };
}

/** Ended before it was sent. */
export const buildAbortedFailure = (request: RequestLine): ApiFailure => ({
  problem: buildRequestProblem(
    'request-aborted',
    buildRequestPlace(request),
    'interrupted before this request was sent',
    FAULT_TEXTS.aborted[2],
  ),
  carriedOut: 'no',
});

/** An answer came, but it can't be understood: an error page of a proxy, broken JSON, an unexpected form. */
export function buildUnreadableFailure(request: RequestLine, status: number, what: string): ApiFailure {
  const problem = buildRequestProblem(
    'answer-unreadable',
    buildRequestPlace(request, status),
    `the answer ${what}`,
    FAULT_TEXTS.truncated[2],
  );
  return { problem, status, carriedOut: isWrite(request) ? 'maybe' : 'no' };
}
