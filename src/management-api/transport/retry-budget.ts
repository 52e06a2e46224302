import { toWaitEvent } from '../api-events.ts';
import type { ApiFailure, ApiRequest } from '../management-api.ts';
import { findBucket } from '../rate-limits/facts/bucket-facts.ts';
import { parseRetryWait } from '../rate-limits/rate-headers.ts';
import { computeBackoff, decideRetry } from './retry-policy.ts';
import type { CompletedAttempt, Session } from './run-attempt.ts';
import type { WireOutcome } from './wire-messages.ts';

/** `again`: send another attempt. `final`: the last attempt's outcome counts. A failure: the request fails with it. */
export type RetryDecision = 'again' | 'final' | ApiFailure;

/** Decides after each attempt of a request whether another one follows, within the policy's number of attempts and total wait. */
export class RetryBudget {
  readonly #session: Session;
  readonly #request: ApiRequest;
  #faults = 0;
  #limits = 0;
  #waitedMs = 0;
  #renewed = false;

  constructor(session: Session, request: ApiRequest) {
    this.#session = session;
    this.#request = request;
  }

  /** Decides what follows an attempt, and waits first if that is a backoff after a fault. */
  async decideAfter(completed: CompletedAttempt): Promise<RetryDecision> {
    const { outcome } = completed;
    const broken = outcome.kind === 'answer' && outcome.status < 300 && outcome.text !== '' && completed.body === undefined;
    switch (decideRetry(this.#request, outcome, broken)) {
      case 'final':
        return 'final';
      case 'renew':
        return this.#renew(completed.token);
      case 'limited':
        return this.#waitForBucket(completed.closedMs);
      case 'repeat':
        return this.#waitForFault(outcome);
    }
  }

  async #renew(used: string): Promise<RetryDecision> {
    if (this.#renewed) return 'final';
    this.#renewed = true;
    const token = await this.#session.tokens.renew(used);
    return token.ok ? 'again' : token.error;
  }

  /** Does not wait here: the bucket is paused already, and the limiter holds the next attempt until the pause ends. */
  #waitForBucket(ms: number): RetryDecision {
    const { policy } = this.#session.settings;
    this.#limits += 1;
    if (this.#limits >= policy.limitAttempts || !this.#reserveWait(ms)) return 'final';
    this.#reportWait('limit', ms);
    return 'again';
  }

  async #waitForFault(outcome: WireOutcome): Promise<RetryDecision> {
    const { policy, clock, signal } = this.#session.settings;
    this.#faults += 1;
    const pause = computeBackoff(policy, this.#faults, Math.random());
    const ms = Math.max(readRetryAfter(outcome, clock.now()), pause);
    if (this.#faults >= policy.attempts || signal?.aborted || !this.#reserveWait(ms)) return 'final';
    this.#reportWait('fault', ms);
    await clock.sleep(ms, signal);
    return 'again';
  }

  #reserveWait(ms: number): boolean {
    if (this.#waitedMs + ms > this.#session.settings.policy.budgetMs) return false;
    this.#waitedMs += ms;
    return true;
  }

  #reportWait(why: 'limit' | 'fault', ms: number): void {
    const { clock, onEvent } = this.#session.settings;
    onEvent?.(toWaitEvent(why, findBucket(this.#request).name, ms, clock));
  }
}

/** Ignores the rate-limit headers, which say nothing about how long a server is unavailable. */
function readRetryAfter(outcome: WireOutcome, now: number): number {
  if (outcome.kind === 'fault' || outcome.headers.get('retry-after') === null) return 0;
  return parseRetryWait(outcome.headers, now) ?? 0;
}
