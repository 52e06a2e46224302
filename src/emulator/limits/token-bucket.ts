/** A token bucket: `burst` requests at once, `perSecond` come back. */
export interface TokenBucketOptions {
  readonly burst: number;
  readonly perSecond: number;
}

/** Refills continuously. Times are milliseconds of whatever clock the emulator has. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #filledAt: number;
  /** How much of what comes back somebody else takes, from 0 to 1. */
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

  /** Somebody else's requests: those that the bucket cannot pay for are refused, as ours would be. */
  consume(requests: number, now: number): void {
    this.#refill(now);
    this.#tokens -= Math.min(requests, Math.floor(this.#tokens));
  }

  shareWithOthers(share: number, now: number): void {
    this.#refill(now);
    this.#othersShare = share;
  }

  /** `reset` is when *more* tokens arrive, in whole UNIX seconds (rate limit documentation). */
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
