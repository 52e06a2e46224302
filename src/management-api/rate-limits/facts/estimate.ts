import type { RateReading } from '../rate-headers.ts';
import { type Rate, tokensPerMs } from './rates.ts';

/** Stamps have whole seconds: sooner there is nothing to be learned of a bucket whose rate is not published. */
const UNKNOWN_MS = 1000;
/** Of what came back since the last answer a single request is let out on all, whose answer then tells; others on half. */
const OF_FIRST = 1;
const OF_ALL = 0.5;
/** Kept of every bucket, also at a headroom of zero: others may spend between an answer and the next request. */
const CAUTION = 0.1;
/** After so many answers that held what was expected, the count is believed to the fraction of a token. */
const CALM_ANSWERS = 8;
const SMALLEST = 2;
/** By how much of a token the way to the server may mislead. */
const JITTER = 0.15;
/** Clocks tick by the millisecond: what is there to the millisecond may not be there yet. */
const MARGIN_MS = 2;

/**
 * What a bucket on the server holds, as far as one can know: what it held at the last answer, less what was sent since, plus what came
 * back meanwhile. Each answer corrects it; in between others may have spent.
 */
export class Estimate {
  #limit = 1;
  #remaining = 0;
  /** With all that should have come back. */
  #level = 0;
  #at = 0;
  /** What the last answer told, less what was sent since. */
  #told = 0;
  #toldAt = 0;
  #rate: Rate | undefined;
  #moreInMs = 0;
  #moreAt = 0;
  /** The number of the request whose answer told last. */
  #latest = 0;
  readonly #headroom: number;
  #started = 0;
  /** By how much the last answer was believed to hold more than it said. */
  #believed = 0;
  /** Whether nothing was sent since the last answer. */
  #fresh = true;
  /** Answers in a row that held what was expected. */
  #calm = 0;
  #othersSpend = false;
  readonly #underWay = new Set<number>();

  /** `uncounted`: requests under way that the reading may not know of. */
  constructor(reading: RateReading, uncounted: number, rate: Rate | undefined, headroom: number, now: number) {
    this.#rate = rate;
    this.#headroom = headroom;
    this.#set(reading, uncounted, now, now);
  }

  assume(rate: Rate | undefined): void {
    this.#rate = rate;
  }

  get limit(): number {
    return this.#limit;
  }

  /** What stays for others; at least one token of the bucket is ours. */
  get #reserve(): number {
    const others = Math.ceil(this.#headroom * this.#limit);
    return Math.min(Math.max(others, Math.floor(CAUTION * this.#limit) + 1), this.#limit - 1);
  }

  /** What is not left to others. */
  get usable(): number {
    return this.#limit - this.#reserve;
  }

  /** How long so many requests take, from a full bucket. Of a rate that is not published nobody knows. */
  expectedMs(requests: number): number | undefined {
    return this.#rate && Math.max(requests - this.usable, 0) / tokensPerMs(this.#rate);
  }

  /** How many requests may go out now. */
  available(now: number): number {
    const sure = Math.floor(this.#countedOn(now, OF_ALL) - this.#reserve);
    if (sure >= 1) return sure;
    const one = this.#fresh && this.#countedOn(now, this.#ofFirst) >= this.#reserve + 1;
    return one || now >= this.#askAt ? 1 : 0;
  }

  /** Until one more may go out, if no answer comes before. */
  waitMs(now: number): number {
    if (this.available(now) > 0) return 0;
    const wanted = this.#reserve + 1;
    const share = this.#fresh ? this.#ofFirst : OF_ALL;
    const grown = this.#at + (wanted - this.#level) / this.#perMs;
    const counted = this.#toldAt + MARGIN_MS + (wanted - this.#told) / this.#perMs / share;
    const enough = Math.max(grown, counted, this.#heldUntil);
    return Math.max(Math.ceil(Math.min(enough, this.#askAt) - now), 1);
  }

  /** A request goes out; the number tells its answer from others. */
  start(now: number): number {
    this.#move(this.#grown(now) - 1, now);
    this.#told -= 1;
    this.#started += 1;
    this.#fresh = false;
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
  learn(number: number, reading: RateReading, sentAt: number, now: number): void {
    if (number > 0 && number < this.#latest) {
      this.#overtaken(reading);
      return;
    }
    this.#latest = Math.max(number, this.#latest);
    const earlier = [...this.#underWay].filter((other) => other < number).length;
    const uncounted = number === 0 ? this.#underWay.size : Math.max(this.#started - number, 0) + earlier;
    this.#set(reading, uncounted, sentAt, now);
    this.#fresh = true;
  }

  /**
   * An answer that was overtaken tells little, but whether its request was counted before the other: then it was counted off twice, as far as our
   * own count has not made up for it.
   */
  #overtaken({ remaining }: RateReading): void {
    if (remaining <= this.#remaining) return;
    const owed = 1 - this.#believed;
    this.#believed = 0;
    this.#level += owed;
    this.#told += owed;
  }

  /** The server has refused: there is nothing left, whatever we thought. */
  drain(now: number): void {
    this.#move(Math.min(this.#level, 0), now);
    this.#told = this.#level;
    this.#toldAt = now;
    this.#calm = 0;
  }

  #set(reading: RateReading, uncounted: number, at: number, now: number): void {
    this.#limit = Math.max(reading.limit, 1);
    this.#remaining = reading.remaining;
    const level = Math.min(reading.remaining, this.#limit) - uncounted;
    this.#move(this.#withFraction(level, at), at);
    this.#believed = this.#level - level;
    this.#told = this.#level;
    this.#toldAt = at;
    this.#moreInMs = reading.moreInMs;
    this.#moreAt = now + reading.moreInMs;
  }

  /** Answers have whole numbers. While nobody else spends, our own count knows the fraction; once it held too much, the answer counts. */
  #withFraction(level: number, at: number): number {
    // With two requests there is nothing between a whole one and the whole bucket.
    if (this.#limit <= SMALLEST) return level;
    const expected = this.#rate ? this.#told + Math.max(at - this.#toldAt, 0) * this.#perMs : level;
    this.#calm = expected < level + 1 + JITTER ? this.#calm + 1 : 0;
    if (this.#calm > CALM_ANSWERS) this.#othersSpend = false;
    else if (this.#calm === 0) this.#othersSpend = true;
    return this.#calm > CALM_ANSWERS ? Math.min(Math.max(level, expected), level + 1 - JITTER) : level;
  }

  #countedOn(now: number, share: number): number {
    const back = now < this.#heldUntil ? 0 : Math.max(now - this.#toldAt - MARGIN_MS, 0) * this.#perMs;
    return Math.min(this.#told + back * share, this.#grown(now));
  }

  #grown(now: number): number {
    return Math.min(this.#level + (now - this.#at) * this.#perMs, this.#limit);
  }

  #move(level: number, now: number): void {
    this.#level = level;
    this.#at = now;
  }

  /** While others spend, a single request is no surer than several. */
  get #ofFirst(): number {
    return this.#othersSpend ? OF_ALL : OF_FIRST;
  }

  /**
   * A rate that is not published is learned by asking: at the reset the bucket holds one more than the last answer said. While requests
   * are under way that may have spent it, their answers come first.
   */
  get #askAt(): number {
    if (this.#rate || (this.#underWay.size > 0 && !(this.#fresh && this.#told >= 1))) return Number.POSITIVE_INFINITY;
    return Math.max(this.#moreAt, this.#toldAt + UNKNOWN_MS);
  }

  get #perMs(): number {
    return this.#rate ? tokensPerMs(this.#rate) : 1 / Math.max(this.#moreInMs, UNKNOWN_MS);
  }

  /** What is published by the second comes back by the millisecond. All else may be topped up at once, at its reset. */
  get #heldUntil(): number {
    return this.#rate?.per === 'second' ? 0 : this.#moreAt;
  }
}
