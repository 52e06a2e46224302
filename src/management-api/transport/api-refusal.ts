import { getObjectMember, isObject } from '../../model/json/json-value.ts';
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

/** An answer of 300 or more, as a problem. The status decides first: `errorCode` is missing in many answers, and wrong in some. */
export function toRefusal(request: RequestLine, answer: WireAnswer, secrets: Iterable<string>): ApiFailure {
  const { status } = answer;
  if (status < 400)
    return { ...buildUnreadableFailure(request, status, 'points elsewhere, which this API never does'), carriedOut: 'no' };
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

/** 501 refuses before anything is done; the other server errors may come after the work. */
const canHaveHappened = (status: number): boolean => (status >= 500 && status !== 501) || status === 408;

interface ErrorBody {
  readonly message?: string;
  readonly errorCode?: string;
}

/** `{statusCode, error, message, errorCode}` of the API, `{error, error_description}` of the token endpoint, or nothing known. */
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
/** How the API names a scope, or that one is missing. A feature that is "not enabled" or "out of scope of your plan" is neither. */
const SCOPE_MESSAGE =
  /\b(?:read|create|update|delete):[a-z_]+|insufficient[ _]scope|bearer token scope|permissions granted by the bearer/i;

/** Seen in recorded traffic: an upgrade was asked for under the code of a missing scope. So what is said comes first, and the code last. */
function findForbiddenCode({ message, errorCode }: ErrorBody): ProblemCode {
  if (SCOPE_MESSAGE.test(message ?? '')) return 'scope-missing';
  if (errorCode === 'insufficient_entitlement' || PLAN_MESSAGE.test(message ?? '')) return 'subscription-lacks';
  return errorCode === 'insufficient_scope' && message === undefined ? 'scope-missing' : 'request-refused';
}

function buildMessage(code: ProblemCode, apiMessage: string): string {
  if (code === 'scope-missing') return `the token lacks a scope; the API says: ${apiMessage}`;
  if (code === 'subscription-lacks') return `the tenant's subscription or settings do not allow it; the API says: ${apiMessage}`;
  return `the API says: ${apiMessage}`;
}

const HINTS: Partial<Record<ProblemCode, string>> = {
  'credentials-refused': 'Check the credentials and that they belong to this tenant.',
  'subscription-lacks': 'Leave it out of the definition, or have the feature switched on.',
  'rate-limited': 'Run it again later, or spend less: --max-rate, --headroom.',
  'server-error': 'Run it again. Lasting trouble shows on status.auth0.com.',
  'request-timeout': 'Run it again.',
  'request-conflict':
    'The tenant has something that this collides with: see what the API says. If somebody has just made or changed it, plan again.',
};

function buildHint(code: ProblemCode, apiMessage: string): string | undefined {
  if (code !== 'scope-missing') return HINTS[code];
  const scopes = apiMessage.match(/\b(?:read|create|update|delete):[a-z_]+/g) ?? [];
  const which = scopes.length === 0 ? 'the scope' : `${scopes.length > 1 ? 'one of ' : ''}${scopes.join(', ')}`;
  return `Grant ${which} to the application for the Auth0 Management API, then run it again.`;
}
