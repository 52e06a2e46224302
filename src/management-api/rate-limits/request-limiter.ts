import { BucketSet, type BucketSetOptions } from './bucket-set.ts';
import type { BucketFacts } from './facts/bucket-facts.ts';
import type { RequestPool } from './pool/request-pool.ts';
import type { RateReading } from './rate-headers.ts';

/** Starts attempts as their rate-limit bucket allows. Every attempt needs a token, including repeated ones. */
export interface Limiter {
  /**
   * Runs an attempt when it is its turn; `undefined` if the limiter closes before.
   *
   * @param ahead puts the attempt in front of those that have not started; for retries
   */
  run<T>(facts: BucketFacts, attempt: (onAnswer: AnswerListener) => Promise<T>, ahead?: boolean): Promise<T | undefined>;
  /** Starts no attempt of this bucket for `ms` milliseconds, after the server refused one. */
  pause(facts: BucketFacts, ms: number): void;
  /** Estimates the milliseconds that attempts of these buckets take; `undefined` if nothing is known about the buckets. */
  estimateMs(requestedBuckets: readonly BucketFacts[]): number | undefined;
  close(): void;
}

/** Receives the rate-limit state in an answer; without a reading, the server does not count these requests. */
export type AnswerListener = (reading: RateReading | undefined, sentAt: number) => void;

export interface LimiterOptions extends BucketSetOptions {
  readonly pool: RequestPool;
}

/** Creates the limiter of one client. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { pool } = options;
  const buckets = new BucketSet(options);
  return {
    run: (facts, attempt, ahead = false) =>
      new Promise((resolve, reject) => {
        const start = (number: number) => {
          const onAnswer: AnswerListener = (reading, sentAt) => buckets.recordAnswer(facts, number, reading, sentAt);
          return pool.run(() => attempt(onAnswer)).then(resolve, reject);
        };
        buckets.findQueue(facts).add({ start, end: () => resolve(undefined) }, ahead);
      }),
    pause: (facts, ms) => buckets.findQueue(facts).pause(ms),
    estimateMs: (requestedBuckets) => buckets.estimateMs(requestedBuckets),
    close: () => {
      buckets.close();
      pool.close();
    },
  };
}
