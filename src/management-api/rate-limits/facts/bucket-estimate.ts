import type { RateReading } from '../rate-headers.ts';
import { computeTokensPerMs, type Rate } from './published-rates.ts';

/** Stamps have whole seconds: sooner there is nothing to be learned of a bucket whose rate is not published. */
const MIN_RESET_WAIT_MS = 1000;
/** Of what came back since the last answer a single request is let out on all, whose answer then tells; others on half. */
const SINGLE_SHARE = 1;
const PARALLEL_SHARE = 0.5;
/** Kept of every bucket, also at a headroom of zero: others may spend between an answer and the next request. */
const MIN_RESERVE = 0.1;
/** After so many answers that held what was expected, the count is believed to the fraction of a token. */
const STEADY_ANSWERS = 8;
const SMALLEST_LIMIT = 2;
/** By how much of a token the way to the server may mislead. */
const JITTER_TOKENS = 0.15;
/** Clocks tick by the millisecond: what is there to the millisecond may not be there yet. */
const MARGIN_MS = 2;

/**
 * What a bucket on the server holds, as far as one can know: what it held at the last answer, less what was sent since, plus what came
 * back meanwhile. Each answer corrects it; in between others may have spent.
 */
export class BucketEstimate {
  #limit = 1;
  #remaining = 0;
  /** With all that should have come back. */
  #level = 0;
  #at = 0;
  /** What the last answer told, less what was sent since. */
  #reported = 0;
  #reportedAt = 0;
  #rate: Rate | undefined;
  #resetInMs = 0;
  #resetAt = 0;
  /** The number of the request whose answer told last. */
  #latest = 0;
  readonly #headroom: number;
  #started = 0;
  /** By how much the last answer was believed to hold more than it said. */
  #assumedExtra = 0;
  /** Whether nothing was sent since the last answer. */
  #nothingSentSince = true;
  /** Answers in a row that held what was expected. */
  #steadyAnswers = 0;
  #othersSpend = false;
  readonly #underWay = new Set<number>();

  /** `uncounted`: requests under way that the reading may not know of. */
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

  /** What stays for others; at least one token of the bucket is ours. */
  get #reserve(): number {
    const others = Math.ceil(this.#headroom * this.#limit);
    return Math.min(Math.max(others, Math.floor(MIN_RESERVE * this.#limit) + 1), this.#limit - 1);
  }

  /** What is not left to others. */
  get usable(): number {
    return this.#limit - this.#reserve;
  }

  /** How long so many requests take, from a full bucket. Of a rate that is not published nobody knows. */
  estimateMs(requests: number): number | undefined {
    return this.#rate && Math.max(requests - this.usable, 0) / computeTokensPerMs(this.#rate);
  }

  /** How many requests may go out now. */
  countAvailable(now: number): number {
    const safe = Math.floor(this.#computeSafeLevel(now, PARALLEL_SHARE) - this.#reserve);
    if (safe >= 1) return safe;
    const canSendOne = this.#nothingSentSince && this.#computeSafeLevel(now, this.#singleShare) >= this.#reserve + 1;
    return canSendOne || now >= this.#askAt ? 1 : 0;
  }

  /** Until one more may go out, if no answer comes before. */
  computeWaitMs(now: number): number {
    if (this.countAvailable(now) > 0) return 0;
    const needed = this.#reserve + 1;
    const share = this.#nothingSentSince ? this.#singleShare : PARALLEL_SHARE;
    const grown = this.#at + (needed - this.#level) / this.#perMs;
    const counted = this.#reportedAt + MARGIN_MS + (needed - this.#reported) / this.#perMs / share;
    const enough = Math.max(grown, counted, this.#heldUntil);
    return Math.max(Math.ceil(Math.min(enough, this.#askAt) - now), 1);
  }

  /** A request goes out; the number tells its answer from others. */
  start(now: number): number {
    this.#setLevel(this.#computeLevel(now) - 1, now);
    this.#reported -= 1;
    this.#started += 1;
    this.#nothingSentSince = false;
    this.#underWay.add(this.#started);
    return this.#started;
  }

  end(number: number): void {
    this.#underWay.delete(number);
  }

  /**
   * The answer to request `number`, before `end`; 0 for one that this bucket did not count. It tells what was there when the request
   * came, and the next one will need as long: so what comes back is counted from when it was sent.
   */
  recordReading(number: number, reading: RateReading, sentAt: number, now: number): void {
    if (number > 0 && number < this.#latest) {
      this.#applyOvertakenAnswer(reading);
      return;
    }
    this.#latest = Math.max(number, this.#latest);
    const earlier = [...this.#underWay].filter((other) => other < number).length;
    const uncounted = number === 0 ? this.#underWay.size : Math.max(this.#started - number, 0) + earlier;
    this.#applyReading(reading, uncounted, sentAt, now);
    this.#nothingSentSince = true;
  }

  /**
   * An answer that was overtaken tells little, but whether its request was counted before the other: then it was counted off twice, as far as our
   * own count has not made up for it.
   */
  #applyOvertakenAnswer({ remaining }: RateReading): void {
    if (remaining <= this.#remaining) return;
    const owed = 1 - this.#assumedExtra;
    this.#assumedExtra = 0;
    this.#level += owed;
    this.#reported += owed;
  }

  /** The server has refused: there is nothing left, whatever we thought. */
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

  /** Answers have whole numbers. While nobody else spends, our own count knows the fraction; once it held too much, the answer counts. */
  #addFraction(level: number, at: number): number {
    // With two requests there is nothing between a whole one and the whole bucket.
    if (this.#limit <= SMALLEST_LIMIT) return level;
    const expected = this.#rate ? this.#reported + Math.max(at - this.#reportedAt, 0) * this.#perMs : level;
    this.#steadyAnswers = expected < level + 1 + JITTER_TOKENS ? this.#steadyAnswers + 1 : 0;
    if (this.#steadyAnswers > STEADY_ANSWERS) this.#othersSpend = false;
    else if (this.#steadyAnswers === 0) this.#othersSpend = true;
    return this.#steadyAnswers > STEADY_ANSWERS ? Math.min(Math.max(level, expected), level + 1 - JITTER_TOKENS) : level;
  }

  #computeSafeLevel(now: number, share: number): number {
    const back = now < this.#heldUntil ? 0 : Math.max(now - this.#reportedAt - MARGIN_MS, 0) * this.#perMs;
    return Math.min(this.#reported + back * share, this.#computeLevel(now));
  }

  #computeLevel(now: number): number {
    return Math.min(this.#level + (now - this.#at) * this.#perMs, this.#limit);
  }

  #setLevel(level: number, now: number): void {
    this.#level = level;
    this.#at = now;
  }

  /** While others spend, a single request is no surer than several. */
  get #singleShare(): number {
    return this.#othersSpend ? PARALLEL_SHARE : SINGLE_SHARE;
  }

  /**
   * A rate that is not published is learned by asking: at the reset the bucket holds one more than the last answer said. While requests
   * are under way that may have spent it, their answers come first.
   */
  get #askAt(): number {
    if (this.#rate || (this.#underWay.size > 0 && !(this.#nothingSentSince && this.#reported >= 1)))
      return Number.POSITIVE_INFINITY;
    return Math.max(this.#resetAt, this.#reportedAt + MIN_RESET_WAIT_MS);
  }

  get #perMs(): number {
    return this.#rate ? computeTokensPerMs(this.#rate) : 1 / Math.max(this.#resetInMs, MIN_RESET_WAIT_MS);
  }

  /** What is published by the second comes back by the millisecond. All else may be topped up at once, at its reset. */
  get #heldUntil(): number {
    return this.#rate?.per === 'second' ? 0 : this.#resetAt;
  }
}
