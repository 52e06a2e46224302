import type { RateReading } from './rate-headers.ts';
import { type Rate, rateRange, tokensPerMs } from './rates.ts';

/** How long surprises are added up before the rate is believed to be another. */
const WINDOW_MS = 2000;
const UNKNOWN_MS = 1000;

/**
 * What a bucket on the server holds, as far as one can know: the last answer, less what was sent since, plus what came back meanwhile.
 * Each answer only brackets it: requests that were under way may or may not be counted in `remaining`. Others spend from the same
 * bucket; what they take shows as answers that hold less than expected, and slows the rate we count on.
 */
export class Estimate {
  #limit: number;
  /** With all that should have come back. */
  #level: number;
  /** What the last answer proves, less what was sent since. */
  #proven: number;
  #provenAt: number;
  #at: number;
  #perMs: number;
  #slowest: number;
  #fastest = Number.POSITIVE_INFINITY;
  /** Refilled by the millisecond. Other buckets may be topped up at once, so nothing is counted on before their reset. */
  #steady = false;
  readonly #headroom: number;
  #growsFrom: number;
  #started = 0;
  readonly #underWay = new Set<number>();
  #surprise = 0;
  #windowFrom: number;

  /** `uncounted`: requests under way that the reading may not know of. */
  constructor(reading: RateReading, uncounted: number, rates: readonly Rate[], headroom: number, now: number) {
    this.#limit = Math.max(reading.limit, 1);
    this.#level = Math.min(reading.remaining, this.#limit) - uncounted;
    this.#proven = this.#level;
    this.#provenAt = now;
    this.#at = now;
    this.#growsFrom = now + reading.moreInMs;
    this.#perMs = 1 / Math.max(reading.moreInMs, UNKNOWN_MS);
    this.#slowest = this.#perMs / 20;
    this.#headroom = headroom;
    this.#windowFrom = now;
    this.assume(rates);
  }

  /** The slowest of the rates first: what is too slow shows in the answers, what is too fast hurts others. */
  assume(rates: readonly Rate[]): void {
    const [slowest, fastest] = rateRange(rates, this.#limit);
    if (!slowest || !fastest) return;
    this.#steady = slowest.per === 'second';
    this.#perMs = tokensPerMs(slowest);
    this.#slowest = this.#perMs / 20;
    this.#fastest = tokensPerMs(fastest);
  }

  /** What stays for others, and one for the error of the estimate where one is little; at least one token of the bucket is ours. */
  get #reserve(): number {
    const spare = this.#limit >= 10 && this.#headroom > 0 ? 1 : 0;
    return Math.min(Math.ceil(this.#headroom * this.#limit) + spare, this.#limit - 1);
  }

  /** What is not left to others. */
  get usable(): number {
    return this.#limit - this.#reserve;
  }

  /** How long so many requests take, from a full bucket. */
  expectedMs(requests: number): number {
    return Math.max(requests - this.usable, 0) / this.#perMs;
  }

  /** How many requests may go out now. */
  available(now: number): number {
    return Math.max(Math.floor(this.#countedOn(now) - this.#reserve), 0);
  }

  /** Until one more may go out. */
  waitMs(now: number): number {
    if (this.available(now) > 0) return 0;
    const wanted = this.#reserve + 1;
    const grown = this.#at + (wanted - this.#level) / this.#perMs;
    const counted = this.#provenAt + uncautious(wanted - this.#proven) / this.#perMs;
    const from = Math.max(grown, counted, this.#steady ? 0 : this.#growsFrom);
    return Math.max(Math.ceil(from - now), 1);
  }

  /** A request goes out; the number tells its answer from others. */
  start(now: number): number {
    this.#move(this.#grown(now) - 1, now);
    this.#proven -= 1;
    this.#started += 1;
    this.#underWay.add(this.#started);
    return this.#started;
  }

  end(number: number): void {
    this.#underWay.delete(number);
  }

  /** The answer to request `number`, before `end`. 0 for one that was sent before this began. */
  learn(number: number, reading: RateReading, now: number): void {
    const earlier = [...this.#underWay].filter((other) => other < number).length;
    const uncounted = this.#started - number + earlier;
    // Whole tokens only are told: a level within the next one agrees.
    const bracket = (level: number) =>
      level >= reading.remaining + 1 ? reading.remaining : Math.max(level, reading.remaining - uncounted);
    const expected = this.#grown(now);
    this.#limit = Math.max(reading.limit, 1);
    this.#notice(bracket(expected) - expected, now);
    this.#proven = bracket(this.#countedOn(now));
    this.#provenAt = now;
    this.#move(bracket(expected), now);
    this.#growsFrom = now + reading.moreInMs;
  }

  /** The server has refused: there is nothing left, whatever we thought. */
  drain(now: number): void {
    this.#move(Math.min(this.#level, 0), now);
    this.#proven = Math.min(this.#proven, 0);
    this.#provenAt = now;
  }

  /** Somebody else may have begun to spend since the last answer. */
  #countedOn(now: number): number {
    const held = !this.#steady && now < this.#growsFrom;
    const growth = held ? 0 : cautious((now - this.#provenAt) * this.#perMs);
    return Math.min(this.#proven + growth, this.#grown(now));
  }

  #grown(now: number): number {
    return Math.min(this.#limit, this.#level + (now - this.#at) * this.#perMs);
  }

  #move(level: number, now: number): void {
    this.#level = level;
    this.#at = now;
  }

  /** A bucket that is full again before we ask can't show that more came back than we thought, or that others have left. */
  #curiosity(): number {
    return this.#surprise >= 0 && Number.isFinite(this.#fastest) ? 1.1 : 1;
  }

  #notice(surprise: number, now: number): void {
    this.#surprise += surprise;
    const span = now - this.#windowFrom;
    if (span < WINDOW_MS) return;
    const noticed = (this.#perMs + this.#surprise / span / 2) * this.#curiosity();
    this.#perMs = Math.min(Math.max(noticed, this.#slowest), this.#fastest);
    this.#surprise = 0;
    this.#windowFrom = now;
  }
}

/** Of what should have come back, one token is counted on, and half of the rest: the answer to the first request tells about the others. */
const cautious = (growth: number): number => (growth <= 1 ? growth : 1 + (growth - 1) / 2);
const uncautious = (counted: number): number => (counted <= 1 ? counted : 1 + (counted - 1) * 2);
