/** Limits of a token bucket. */
export interface TokenBucketOptions {
  /** Capacity: requests that are possible at once. */
  readonly burst: number;
  /** Refill rate in requests per second. */
  readonly perSecond: number;
}

/** A token bucket that refills continuously. Times are milliseconds since the epoch, by the emulator's clock. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #filledAt: number;
  /** Share of the refill that other clients use, from 0 to 1. */
  #othersShare = 0;

  constructor(options: TokenBucketOptions, now: number) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#filledAt = now;
  }

  take(now: number): boolean {
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Charges requests of other clients. Those that exceed the bucket are refused and cost nothing. */
  consume(requests: number, now: number): void {
    this.#refill(now);
    this.#tokens -= Math.min(requests, Math.floor(this.#tokens));
  }

  shareWithOthers(share: number, now: number): void {
    this.#refill(now);
    this.#othersShare = share;
  }

  /** Builds the `x-ratelimit-*` headers. `reset` is when the *next* token arrives, in UNIX seconds (rate limit documentation). */
  buildHeaders(now: number): Record<string, string> {
    const missing = Math.max(0, 1 - (this.#tokens % 1));
    return {
      'x-ratelimit-limit': String(this.#options.burst),
      'x-ratelimit-remaining': String(Math.floor(this.#tokens)),
      'x-ratelimit-reset': String(Math.ceil(now / 1000 + missing / this.#getRate())),
    };
  }

  #getRate = (): number => Math.max(this.#options.perSecond * (1 - this.#othersShare), 1e-6);

  #refill(now: number): void {
    const passed = Math.max(0, now - this.#filledAt) / 1000;
    this.#tokens = Math.min(this.#options.burst, this.#tokens + passed * this.#getRate());
    this.#filledAt = now;
  }
}
