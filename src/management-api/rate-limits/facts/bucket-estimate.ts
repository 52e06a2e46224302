import type { RateReading } from '../rate-headers.ts';
import { computeTokensPerMs, type Rate } from './published-rates.ts';

/** Reset timestamps have whole seconds, so asking a bucket of unknown rate more often than this reveals nothing. */
const MIN_RESET_WAIT_MS = 1000;
/**
 * The share of the tokens refilled since the last answer that counts as available. A single request may rely on all of them, because its
 * answer corrects the estimate at once; parallel requests rely on half.
 */
const SINGLE_SHARE = 1;
const PARALLEL_SHARE = 0.5;
/** The share of every bucket that is never used, even with no headroom: others may spend tokens before our next request arrives. */
const MIN_RESERVE = 0.1;
/** After more than this many consecutive answers that match the estimate, its fraction of a token is trusted. */
const STEADY_ANSWERS = 8;
/** For buckets of at most this size the fraction is never used. */
const SMALLEST_LIMIT = 2;
/** The part of a token by which varying network latency may distort the estimate. */
const JITTER_TOKENS = 0.15;
/** Clocks have a resolution of a millisecond, so a token that is due right now may not have been refilled yet. */
const MARGIN_MS = 2;

/**
 * Estimates how many tokens a bucket on the server has: those at the last answer, minus the requests sent since, plus the refill since.
 * Each answer corrects the estimate, because other clients may have spent tokens in between.
 */
export class BucketEstimate {
  #limit = 1;
  #remaining = 0;
  /** Estimated tokens at the time `#at`, including the expected refill. */
  #level = 0;
  #at = 0;
  /** Tokens at the last answer minus the requests sent since, without any refill. */
  #reported = 0;
  #reportedAt = 0;
  #rate: Rate | undefined;
  #resetInMs = 0;
  #resetAt = 0;
  /** The highest number of a request whose answer was applied. */
  #latest = 0;
  readonly #headroom: number;
  #started = 0;
  /** The fraction of a token that `#addFraction` added to the last answer. */
  #assumedExtra = 0;
  /** Whether no request was sent since the last answer. */
  #nothingSentSince = true;
  /** Number of consecutive answers that matched the estimate. */
  #steadyAnswers = 0;
  #othersSpend = false;
  readonly #inFlight = new Set<number>();

  /** `uncounted`: requests in flight that the reading may not include. `headroom`: the share of the bucket left to others. */
  constructor(reading: RateReading, uncounted: number, rate: Rate | undefined, headroom: number, now: number) {
    this.#rate = rate;
    this.#headroom = headroom;
    this.#applyReading(reading, uncounted, now, now);
  }

  setRate(rate: Rate | undefined): void {
    this.#rate = rate;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Tokens left to other clients; at least one token of the bucket remains usable. */
  get #reserve(): number {
    const others = Math.ceil(this.#headroom * this.#limit);
    return Math.min(Math.max(others, Math.floor(MIN_RESERVE * this.#limit) + 1), this.#limit - 1);
  }

  /** Tokens of a full bucket that are not left to other clients. */
  get usable(): number {
    return this.#limit - this.#reserve;
  }

  /** Estimates the time that this many requests take, starting with a full bucket; `undefined` if the rate is not published. */
  estimateMs(requests: number): number | undefined {
    return this.#rate && Math.max(requests - this.usable, 0) / computeTokensPerMs(this.#rate);
  }

  /** Counts the requests that may be sent now. */
  countAvailable(now: number): number {
    const safe = Math.floor(this.#computeSafeLevel(now, PARALLEL_SHARE) - this.#reserve);
    if (safe >= 1) return safe;
    const canSendOne = this.#nothingSentSince && this.#computeSafeLevel(now, this.#singleShare) >= this.#reserve + 1;
    return canSendOne || now >= this.#askAt ? 1 : 0;
  }

  /** Computes the milliseconds until one more request may be sent, unless an answer changes the estimate before. */
  computeWaitMs(now: number): number {
    if (this.countAvailable(now) > 0) return 0;
    const needed = this.#reserve + 1;
    const share = this.#nothingSentSince ? this.#singleShare : PARALLEL_SHARE;
    const grown = this.#at + (needed - this.#level) / this.#perMs;
    const counted = this.#reportedAt + MARGIN_MS + (needed - this.#reported) / this.#perMs / share;
    const enough = Math.max(grown, counted, this.#heldUntil);
    return Math.max(Math.ceil(Math.min(enough, this.#askAt) - now), 1);
  }

  /** Counts a request that is sent now. Returns its number, which identifies its answer. */
  start(now: number): number {
    this.#setLevel(this.#computeLevel(now) - 1, now);
    this.#reported -= 1;
    this.#started += 1;
    this.#nothingSentSince = false;
    this.#inFlight.add(this.#started);
    return this.#started;
  }

  end(number: number): void {
    this.#inFlight.delete(number);
  }

  /**
   * Applies the answer to a request; call it before `end`. The answer describes the bucket when the request arrived. The next request takes
   * about as long to arrive, so the refill is counted from the time of sending.
   *
   * @param number the number of the request; 0 if this bucket did not count it
   */
  recordReading(number: number, reading: RateReading, sentAt: number, now: number): void {
    if (number > 0 && number < this.#latest) {
      this.#applyOvertakenAnswer(reading);
      return;
    }
    this.#latest = Math.max(number, this.#latest);
    const earlier = [...this.#inFlight].filter((other) => other < number).length;
    const uncounted = number === 0 ? this.#inFlight.size : Math.max(this.#started - number, 0) + earlier;
    this.#applyReading(reading, uncounted, sentAt, now);
    this.#nothingSentSince = true;
  }

  /**
   * Applies an answer that arrives after the answer to a later request. If it reports more tokens, the server counted its request before the
   * later one, so `uncounted` deducted it a second time. That token is given back, except for the part that `#addFraction` already added.
   */
  #applyOvertakenAnswer({ remaining }: RateReading): void {
    if (remaining <= this.#remaining) return;
    const owed = 1 - this.#assumedExtra;
    this.#assumedExtra = 0;
    this.#level += owed;
    this.#reported += owed;
  }

  /** Empties the estimate after the server refused a request. */
  drain(now: number): void {
    this.#setLevel(Math.min(this.#level, 0), now);
    this.#reported = this.#level;
    this.#reportedAt = now;
    this.#steadyAnswers = 0;
  }

  #applyReading(reading: RateReading, uncounted: number, at: number, now: number): void {
    this.#limit = Math.max(reading.limit, 1);
    this.#remaining = reading.remaining;
    const level = Math.min(reading.remaining, this.#limit) - uncounted;
    this.#setLevel(this.#addFraction(level, at), at);
    this.#assumedExtra = this.#level - level;
    this.#reported = this.#level;
    this.#reportedAt = at;
    this.#resetInMs = reading.moreInMs;
    this.#resetAt = now + reading.moreInMs;
  }

  /**
   * Adds the fraction of a token that answers omit, because they report whole numbers. While no other program spends tokens, our own estimate
   * knows the fraction; as soon as an answer is lower than expected, only the answer counts.
   */
  #addFraction(level: number, at: number): number {
    // The next request needs a full bucket here, so a fraction has no use.
    if (this.#limit <= SMALLEST_LIMIT) return level;
    const expected = this.#rate ? this.#reported + Math.max(at - this.#reportedAt, 0) * this.#perMs : level;
    this.#steadyAnswers = expected < level + 1 + JITTER_TOKENS ? this.#steadyAnswers + 1 : 0;
    if (this.#steadyAnswers > STEADY_ANSWERS) this.#othersSpend = false;
    else if (this.#steadyAnswers === 0) this.#othersSpend = true;
    return this.#steadyAnswers > STEADY_ANSWERS ? Math.min(Math.max(level, expected), level + 1 - JITTER_TOKENS) : level;
  }

  #computeSafeLevel(now: number, share: number): number {
    const refilled = now < this.#heldUntil ? 0 : Math.max(now - this.#reportedAt - MARGIN_MS, 0) * this.#perMs;
    return Math.min(this.#reported + refilled * share, this.#computeLevel(now));
  }

  #computeLevel(now: number): number {
    return Math.min(this.#level + (now - this.#at) * this.#perMs, this.#limit);
  }

  #setLevel(level: number, now: number): void {
    this.#level = level;
    this.#at = now;
  }

  /** While other clients spend tokens, a single request is no safer than parallel ones. */
  get #singleShare(): number {
    return this.#othersSpend ? PARALLEL_SHARE : SINGLE_SHARE;
  }

  /**
   * When to send a request only to learn the state of a bucket whose rate is not published. At its reset the bucket has one token more than
   * the last answer reported. Requests in flight may have spent it, so their answers are awaited first.
   */
  get #askAt(): number {
    if (this.#rate || (this.#inFlight.size > 0 && !(this.#nothingSentSince && this.#reported >= 1)))
      return Number.POSITIVE_INFINITY;
    return Math.max(this.#resetAt, this.#reportedAt + MIN_RESET_WAIT_MS);
  }

  get #perMs(): number {
    return this.#rate ? computeTokensPerMs(this.#rate) : 1 / Math.max(this.#resetInMs, MIN_RESET_WAIT_MS);
  }

  /** Until when no refill is counted. Only rates per second refill continuously; all others may refill at once, at the reset. */
  get #heldUntil(): number {
    return this.#rate?.per === 'second' ? 0 : this.#resetAt;
  }
}
