import { toWaitEvent } from '../events.ts';
import { bucketOf } from '../rate-limits/facts/bucket-facts.ts';
import { waitOf } from '../rate-limits/rate-headers.ts';
import type { ApiFailure, ApiRequest } from '../types.ts';
import type { Line, Made } from './attempt.ts';
import { backoff, verdictOf } from './retry-policy.ts';
import type { WireOutcome } from './wire.ts';

/** `final`: no other attempt is made, its outcome counts. A failure: there can't be another one. */
export type Decision = 'again' | 'final' | ApiFailure;

/** How often and how long one request has been put off. Decides after each attempt, and waits where another one follows. */
export class Patience {
  readonly #line: Line;
  readonly #request: ApiRequest;
  #faults = 0;
  #limits = 0;
  #waitedMs = 0;
  #renewed = false;

  constructor(line: Line, request: ApiRequest) {
    this.#line = line;
    this.#request = request;
  }

  async after(made: Made): Promise<Decision> {
    const { outcome } = made;
    const broken = outcome.kind === 'answer' && outcome.status < 300 && outcome.text !== '' && made.body === undefined;
    switch (verdictOf(this.#request, outcome, broken)) {
      case 'final':
        return 'final';
      case 'renew':
        return this.#renew(made.token);
      case 'limited':
        return this.#waitForBucket(made.closedMs);
      case 'repeat':
        return this.#waitForFault(outcome);
    }
  }

  async #renew(used: string): Promise<Decision> {
    if (this.#renewed) return 'final';
    this.#renewed = true;
    const token = await this.#line.tokens.renewed(used);
    return token.ok ? 'again' : token.error;
  }

  /** Its bucket is closed already: the next attempt has its turn when it opens. */
  #waitForBucket(ms: number): Decision {
    const { policy } = this.#line.settings;
    this.#limits += 1;
    if (this.#limits >= policy.limitAttempts || !this.#spend(ms)) return 'final';
    this.#tell('limit', ms);
    return 'again';
  }

  async #waitForFault(outcome: WireOutcome): Promise<Decision> {
    const { policy, clock, signal } = this.#line.settings;
    this.#faults += 1;
    const pause = backoff(policy, this.#faults, Math.random());
    const ms = Math.max(retryAfter(outcome, clock.now()), pause);
    if (this.#faults >= policy.attempts || signal?.aborted || !this.#spend(ms)) return 'final';
    this.#tell('fault', ms);
    await clock.sleep(ms, signal);
    return 'again';
  }

  #spend(ms: number): boolean {
    if (this.#waitedMs + ms > this.#line.settings.policy.budgetMs) return false;
    this.#waitedMs += ms;
    return true;
  }

  #tell(why: 'limit' | 'fault', ms: number): void {
    const { clock, onEvent } = this.#line.settings;
    onEvent?.(toWaitEvent(why, bucketOf(this.#request).name, ms, clock));
  }
}

/** A server that is down may say until when; its rate-limit stamp says nothing about that. */
function retryAfter(outcome: WireOutcome, now: number): number {
  if (outcome.kind === 'fault' || outcome.headers.get('retry-after') === null) return 0;
  return waitOf(outcome.headers, now) ?? 0;
}
