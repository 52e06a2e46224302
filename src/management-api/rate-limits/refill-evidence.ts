import { computeTokensPerMs, type Rate } from './facts/published-rates.ts';
import type { RateReading } from './rate-headers.ts';

interface ObservedAnswer {
  readonly remaining: number;
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** The number of earlier answers that a new one is compared with, and the distance between two of them in answers. */
const BASELINES = 16;
const STRIDE = 8;
/** Tolerance for rounding, in tokens. */
const TOLERANCE = 0.01;

/**
 * Finds the slowest published rate that explains the observed refill. Several subscriptions may share a limit, so only tokens that were seen
 * to be refilled prove a faster rate. Other clients can hide refilled tokens but never add any.
 */
export class RefillEvidence {
  #baselines: readonly ObservedAnswer[] = [];
  #answers: readonly ObservedAnswer[] = [];
  #observed = 0;
  readonly #disproved = new Set<Rate>();

  /** Returns the slowest rate that the answers have not disproved. `candidates` are sorted slowest first. */
  findSlowest(candidates: readonly Rate[]): Rate | undefined {
    return candidates.find((rate) => !this.#disproved.has(rate)) ?? candidates.at(-1);
  }

  /** Compares an answer to a request that this bucket counted with earlier ones. */
  observe({ remaining }: RateReading, sentAt: number, answeredAt: number, candidates: readonly Rate[]): void {
    const answer = { remaining, sentAt, answeredAt };
    for (const baseline of this.#baselines)
      for (const rate of candidates.slice(0, -1)) if (this.#isDisproved(rate, baseline, answer)) this.#disproved.add(rate);
    if (this.#observed % STRIDE === 0) this.#baselines = [...this.#baselines, answer].slice(-BASELINES);
    this.#observed += 1;
    this.#answers = [...this.#answers, answer].slice(-BASELINES * STRIDE);
  }

  /** Discards all evidence. After a refusal, the slowest rate applies again until later answers disprove it. */
  forget(): void {
    this.#baselines = [];
    this.#answers = [];
    this.#observed = 0;
    this.#disproved.clear();
  }

  /**
   * Whether more tokens were refilled between two answers than a rate allows. Only requests that certainly fall between them count: sent
   * after the first answer and answered before the second request was sent. Both numbers are rounded down, which makes up to one token of
   * the difference uncertain; the second request's own token, which is not counted, makes up for that.
   */
  #isDisproved(rate: Rate, from: ObservedAnswer, to: ObservedAnswer): boolean {
    const spent = this.#answers.filter(({ sentAt, answeredAt }) => sentAt >= from.answeredAt && answeredAt <= to.sentAt).length;
    const refilled = to.remaining - from.remaining + spent;
    // Rates that are not per second may refill the whole bucket at once.
    const atOnce = rate.per === 'second' ? 0 : rate.burst;
    return refilled > computeTokensPerMs(rate) * (to.answeredAt - from.sentAt) + atOnce + TOLERANCE;
  }
}
