import { type BucketContext, BucketQueue } from './bucket-queue.ts';
import { type BucketFacts, GLOBAL_BUCKET } from './facts/bucket-facts.ts';
import { findRatesWithLimit } from './facts/possible-subscriptions.ts';
import { GlobalCounting } from './global-counting.ts';
import type { RateReading } from './rate-headers.ts';

/** What all buckets of a client share. */
export type BucketSetOptions = Pick<BucketContext, 'clock' | 'headroom' | 'width' | 'loadReservoir' | 'onWait'>;

/** The buckets of one client, created on first use, and what their answers have shown so far. */
export class BucketSet {
  readonly #options: BucketSetOptions;
  readonly #buckets = new Map<BucketFacts, BucketQueue>();
  readonly #counting = new GlobalCounting();
  readonly #globalBucket: BucketQueue;
  #hasAnswer = false;
  #isProbingDone = false;

  constructor(options: BucketSetOptions) {
    this.#options = options;
    this.#globalBucket = this.#getBucket(GLOBAL_BUCKET);
  }

  /** Finds the queue that the requests of a bucket have to wait in. */
  findQueue(facts: BucketFacts): BucketQueue {
    return this.#getBucket(this.#counting.isGlobal(facts) ? GLOBAL_BUCKET : facts);
  }

  /** Records the answer to attempt `number` of a bucket; without a reading, the server does not count its requests. */
  recordAnswer(facts: BucketFacts, number: number, reading: RateReading | undefined, sentAt: number): void {
    if (reading) this.#recordReading(facts, number, reading, sentAt);
    else this.#getBucket(facts).letThroughUncounted();
    this.#hasAnswer = true;
  }

  /** Estimates the milliseconds that these requests take; `undefined` if nothing is known about their buckets. */
  estimateMs(requestedBuckets: readonly BucketFacts[]): number | undefined {
    const requests = this.#countRequests(requestedBuckets);
    const known = [...requests].flatMap(([bucket, count]) => bucket.estimateMs(count) ?? []);
    return known.length === 0 ? undefined : Math.max(...known);
  }

  close(): void {
    for (const bucket of this.#buckets.values()) bucket.close();
  }

  #getBucket(facts: BucketFacts): BucketQueue {
    const known = this.#buckets.get(facts);
    if (known) return known;
    const created = new BucketQueue({
      ...this.#options,
      facts,
      canProbe: () => this.#canProbe(),
      onEnd: () => this.#endProbing(),
      findRates: (limit) => findRatesWithLimit(facts, limit),
      getGlobalBucket: () => (this.#canCountInBoth(facts) ? this.#globalBucket : undefined),
    });
    this.#buckets.set(facts, created);
    return created;
  }

  /** Until the first answer, only one request over all buckets is in flight. */
  #canProbe(): boolean {
    return this.#hasAnswer || [...this.#buckets.values()].every((bucket) => bucket.running === 0);
  }

  /** Lets all buckets advance after each attempt until there is an answer, because they wait for that one attempt. */
  #endProbing(): void {
    if (this.#isProbingDone) return;
    this.#isProbingDone = this.#hasAnswer;
    for (const bucket of this.#buckets.values()) bucket.advanceQueue();
  }

  #canCountInBoth(facts: BucketFacts): boolean {
    return this.#counting.canCountInBoth(facts, { own: this.#buckets.get(facts)?.limit, global: this.#globalBucket.limit });
  }

  #recordReading(facts: BucketFacts, number: number, reading: RateReading, sentAt: number): void {
    const wasGlobal = this.#counting.isGlobal(facts);
    const isGlobal = this.#counting.recordLimit(facts, reading.limit, this.#globalBucket.limit);
    const bucket = isGlobal ? this.#globalBucket : this.#getBucket(facts);
    // The attempt has a number only in the bucket that let it through.
    bucket.recordReading(wasGlobal === isGlobal ? number : 0, reading, sentAt);
    if (wasGlobal === isGlobal) return;
    this.#counting.setGlobal(facts, isGlobal);
    if (isGlobal) this.#moveToGlobal(facts);
  }

  #moveToGlobal(facts: BucketFacts): void {
    for (const job of this.#getBucket(facts).removeWaiting()) this.#globalBucket.add(job, false);
  }

  #countRequests(requestedBuckets: readonly BucketFacts[]): ReadonlyMap<BucketQueue, number> {
    const counts = new Map<BucketQueue, number>();
    const count = (bucket: BucketQueue) => counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    for (const facts of requestedBuckets) {
      const bucket = this.findQueue(facts);
      count(bucket);
      if (bucket !== this.#globalBucket && this.#canCountInBoth(facts)) count(this.#globalBucket);
    }
    return counts;
  }
}
