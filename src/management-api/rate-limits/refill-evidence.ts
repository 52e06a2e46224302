import { computeTokensPerMs, type Rate } from './facts/published-rates.ts';
import type { RateReading } from './rate-headers.ts';

interface ObservedAnswer {
  readonly remaining: number;
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** How many earlier answers a new one is compared with, and how many answers lie between two of those. */
const BASELINES = 16;
const STRIDE = 8;
/** Rounding of a millisecond's share of a token. */
const TOLERANCE = 0.01;

/**
 * Finds the slowest published rate that explains what came back. A limit alone can belong to several subscriptions, and what other
 * answers exclude is a guess: only tokens that were seen to come back prove a faster rate. Others who spend hide some, and never add any.
 */
export class RefillEvidence {
  #baselines: readonly ObservedAnswer[] = [];
  #answers: readonly ObservedAnswer[] = [];
  #observed = 0;
  readonly #disproved = new Set<Rate>();

  /** `candidates`: the slowest first. */
  findSlowest(candidates: readonly Rate[]): Rate | undefined {
    return candidates.find((rate) => !this.#disproved.has(rate)) ?? candidates.at(-1);
  }

  /** An answer to a request that this bucket counted. */
  observe({ remaining }: RateReading, sentAt: number, answeredAt: number, candidates: readonly Rate[]): void {
    const answer = { remaining, sentAt, answeredAt };
    for (const baseline of this.#baselines)
      for (const rate of candidates.slice(0, -1)) if (this.#isDisproved(rate, baseline, answer)) this.#disproved.add(rate);
    if (this.#observed % STRIDE === 0) this.#baselines = [...this.#baselines, answer].slice(-BASELINES);
    this.#observed += 1;
    this.#answers = [...this.#answers, answer].slice(-BASELINES * STRIDE);
  }

  /** After a refusal the slowest rate counts again, until later answers disprove it. */
  forget(): void {
    this.#baselines = [];
    this.#answers = [];
    this.#observed = 0;
    this.#disproved.clear();
  }

  /**
   * Counts only requests that were certainly spent between both answers: begun after the first, over before the second began. Both
   * numbers are rounded down, so that up to one token of the difference is not certain; the second request itself makes up for it.
   */
  #isDisproved(rate: Rate, from: ObservedAnswer, to: ObservedAnswer): boolean {
    const spent = this.#answers.filter(({ sentAt, answeredAt }) => sentAt >= from.answeredAt && answeredAt <= to.sentAt).length;
    const refilled = to.remaining - from.remaining + spent;
    // What is not published by the second may be topped up at once.
    const atOnce = rate.per === 'second' ? 0 : rate.burst;
    return refilled > computeTokensPerMs(rate) * (to.answeredAt - from.sentAt) + atOnce + TOLERANCE;
  }
}
