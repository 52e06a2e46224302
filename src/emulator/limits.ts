import { Refusal } from './http/refusal.ts';

/** A token bucket: `burst` requests at once, `perSecond` come back. */
export interface LimitOptions {
  readonly burst: number;
  readonly perSecond: number;
}

/** One bucket for the whole API. Buckets of endpoint groups take a place beside it here. */
export class RateLimiter {
  readonly #options: LimitOptions;
  readonly #now: () => Date;
  #tokens: number;
  #filledAt: number;

  constructor(options: LimitOptions, now: () => Date) {
    this.#options = options;
    this.#now = now;
    this.#tokens = options.burst;
    this.#filledAt = now().getTime();
  }

  /** Takes one token and says how the bucket stands; throws 429 with an empty bucket. The headers go with either answer. */
  take(): { readonly headers: Readonly<Record<string, string>>; readonly refusal?: Refusal } {
    const now = this.#now().getTime();
    const { burst, perSecond } = this.#options;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    const granted = this.#tokens >= 1;
    if (granted) this.#tokens -= 1;
    const headers = this.#headers(now);
    return granted ? { headers } : { headers, refusal: new Refusal(429, 'Global limit has been reached', 'too_many_requests') };
  }

  /** `reset` is when *more* tokens arrive, in whole UNIX seconds (rate limit documentation). */
  #headers(now: number): Record<string, string> {
    const { burst, perSecond } = this.#options;
    const missing = Math.max(0, 1 - (this.#tokens % 1));
    return {
      'x-ratelimit-limit': String(burst),
      'x-ratelimit-remaining': String(Math.floor(this.#tokens)),
      'x-ratelimit-reset': String(Math.ceil(now / 1000 + missing / perSecond)),
    };
  }
}
