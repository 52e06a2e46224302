import type { ApiRequest } from '../management-api.ts';
import type { WireOutcome } from './wire-messages.ts';

export interface RetryPolicy {
  /** Maximum attempts of a request that fails with faults. */
  readonly attempts: number;
  /** Maximum attempts of a request that is refused by the rate limit, which is not a fault. */
  readonly limitAttempts: number;
  /** First backoff, in milliseconds; also the shortest wait after a refusal by the rate limit. */
  readonly baseMs: number;
  /** Maximum total wait of one request, in milliseconds. */
  readonly budgetMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { attempts: 4, limitAttempts: 10, baseMs: 400, budgetMs: 150_000 };

export type RetryVerdict =
  /** Another attempt would not help. */
  | 'final'
  /** Try again after a backoff. */
  | 'repeat'
  /** Try again when the rate limit allows it. */
  | 'limited'
  /** Try again with a new token. */
  | 'renew';

/**
 * Decides what to do after an attempt. A read is repeated whenever that may help. A write is repeated only if it certainly was not carried
 * out: refused by the rate limit or for its token, or never sent. In all other cases the applier checks the tenant first.
 *
 * @param isBroken whether a successful answer could not be parsed
 */
export function decideRetry(request: Pick<ApiRequest, 'method'>, outcome: WireOutcome, isBroken: boolean): RetryVerdict {
  const isRead = request.method === 'GET';
  if (outcome.kind === 'fault') {
    if (outcome.fault === 'aborted' || outcome.fault === 'tls') return 'final';
    return isRead || !outcome.sent ? 'repeat' : 'final';
  }
  if (outcome.status === 401) return 'renew';
  if (outcome.status === 429) return 'limited';
  return isRead && (isBroken || isTransient(outcome.status)) ? 'repeat' : 'final';
}

/** The API answers 501 for a feature that is disabled, so a retry does not help. */
const isTransient = (status: number): boolean => status === 408 || (status >= 500 && status !== 501);

/** Computes an exponential backoff with jitter, in milliseconds. `attempt` starts at 1; `random` is between 0 and 1. */
export const computeBackoff = (policy: RetryPolicy, attempt: number, random: number): number =>
  policy.baseMs * 2 ** (attempt - 1) * (0.5 + random / 2);
