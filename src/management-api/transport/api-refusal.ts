import { getObjectMember, isObject } from '../../model/json/json-value.ts';
import { formatGrantHint } from '../../model/problem/grant-hint.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import type { ApiFailure } from '../management-api.ts';
import { scrubSecrets } from '../scrub/scrub-secrets.ts';
import { parseAnswerJson } from './parse-json.ts';
import {
  buildRequestPlace,
  buildRequestProblem,
  buildUnreadableFailure,
  isWrite,
  type RequestLine,
  readRequestId,
} from './request-problems.ts';
import type { WireAnswer } from './wire-messages.ts';

/**
 * Turns an answer with a status of 300 or more into a failure. The status determines the problem code, because `errorCode` is missing from
 * many answers and wrong in some.
 */
export function toRefusal(request: RequestLine, answer: WireAnswer, secrets: Iterable<string>): ApiFailure {
  const { status } = answer;
  if (status < 400)
    return { ...buildUnreadableFailure(request, status, 'is a redirect, which this API does not use'), carriedOut: 'no' };
  const body = parseErrorBody(answer.text);
  const apiMessage = scrubSecrets(body.message ?? `${status} without a message`, secrets);
  const code = findProblemCode(status, body);
  const place = buildRequestPlace(request, status, readRequestId(answer.headers));
  return {
    problem: buildRequestProblem(code, place, buildMessage(code, apiMessage), buildHint(code, apiMessage)),
    status,
    ...(body.errorCode === undefined ? {} : { errorCode: scrubSecrets(body.errorCode, secrets) }),
    carriedOut: isWrite(request) && canHaveHappened(status) ? 'maybe' : 'no',
  };
}

/** The API answers 501 before it does anything; other server errors may occur after the write. */
const canHaveHappened = (status: number): boolean => (status >= 500 && status !== 501) || status === 408;

interface ErrorBody {
  readonly message?: string;
  readonly errorCode?: string;
}

/** Parses `{statusCode, error, message, errorCode}` of the API or `{error, error_description}` of the token endpoint. */
function parseErrorBody(text: string): ErrorBody {
  const body = parseAnswerJson(text)?.value;
  if (!isObject(body)) return {};
  const message = [
    getObjectMember(body, 'message'),
    getObjectMember(body, 'error_description'),
    getObjectMember(body, 'error'),
  ].find((part) => typeof part === 'string');
  const errorCode = getObjectMember(body, 'errorCode') ?? getObjectMember(body, 'error_code');
  return { ...(message ? { message } : {}), ...(typeof errorCode === 'string' ? { errorCode } : {}) };
}

const CODE_BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'credentials-refused',
  402: 'subscription-lacks',
  404: 'not-found',
  408: 'request-timeout',
  409: 'request-conflict',
  429: 'rate-limited',
  501: 'subscription-lacks',
};

function findProblemCode(status: number, body: ErrorBody): ProblemCode {
  if (status === 403) return findForbiddenCode(body);
  return CODE_BY_STATUS[status] ?? (status >= 500 ? 'server-error' : 'request-refused');
}

const PLAN_MESSAGE =
  /upgrade|subscription|entitle|disabled for your tenant|limit of entities|not allowed to perform this operation/i;
/** Matches a scope name or a message about a missing scope, but not "not enabled" or "out of scope of your plan". */
const SCOPE_MESSAGE =
  /\b(?:read|create|update|delete):[a-z_]+|insufficient[ _]scope|bearer token scope|permissions granted by the bearer/i;

/** Checks the message before the `errorCode`: recorded traffic has a request for an upgrade under `insufficient_scope`. */
function findForbiddenCode({ message, errorCode }: ErrorBody): ProblemCode {
  if (SCOPE_MESSAGE.test(message ?? '')) return 'scope-missing';
  if (errorCode === 'insufficient_entitlement' || PLAN_MESSAGE.test(message ?? '')) return 'subscription-lacks';
  return errorCode === 'insufficient_scope' && message === undefined ? 'scope-missing' : 'request-refused';
}

function buildMessage(code: ProblemCode, apiMessage: string): string {
  if (code === 'scope-missing') return `the token lacks a scope; the API says: ${apiMessage}`;
  if (code === 'subscription-lacks')
    return `the tenant's subscription or settings do not allow this; the API says: ${apiMessage}`;
  return `the API says: ${apiMessage}`;
}

const HINTS: Partial<Record<ProblemCode, string>> = {
  'credentials-refused': 'Check the credentials and that they belong to this tenant.',
  'subscription-lacks': 'Remove it from the definition, or enable the feature in the tenant.',
  'rate-limited': 'Run the command again later, or send fewer requests with --max-rate or --headroom.',
  'server-error': 'Run the command again. If the error persists, check status.auth0.com.',
  'request-timeout': 'Run the command again.',
  'request-conflict':
    'The request conflicts with something in the tenant; see the API message. If that was just created or changed, plan again.',
};

function buildHint(code: ProblemCode, apiMessage: string): string | undefined {
  if (code !== 'scope-missing') return HINTS[code];
  return formatGrantHint(apiMessage.match(/\b(?:read|create|update|delete):[a-z_]+/g) ?? []);
}
