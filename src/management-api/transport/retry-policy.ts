import type { ApiRequest } from '../management-api.ts';
import type { WireOutcome } from './wire-messages.ts';

export interface RetryPolicy {
  /** Attempts of a request that meets faults. */
  readonly attempts: number;
  /** Attempts of a request that meets full buckets: waiting as told is not a fault. */
  readonly limitAttempts: number;
  readonly baseMs: number;
  /** What all waits of one request may add up to. */
  readonly budgetMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { attempts: 4, limitAttempts: 10, baseMs: 400, budgetMs: 150_000 };

export type RetryVerdict =
  /** It is what it is. */
  | 'final'
  | 'repeat'
  /** The bucket is empty. */
  | 'limited'
  /** The token was refused. */
  | 'renew';

/**
 * What to do after an attempt. A read is repeated whenever another try may help. A write only when it is known not to have happened:
 * refused by the limit, or never connected. Everything else about it is for the applier to find out.
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

/** 501 is a feature that is switched off: no later try will find it on. */
const isTransient = (status: number): boolean => status === 408 || (status >= 500 && status !== 501);

/** Doubles with every attempt, and is spread so that parallel requests don't come back together. */
export const computeBackoff = (policy: RetryPolicy, attempt: number, random: number): number =>
  policy.baseMs * 2 ** (attempt - 1) * (0.5 + random / 2);
