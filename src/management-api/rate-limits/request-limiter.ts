import type { ClientClock } from '../client-clock.ts';
import { type BucketContext, BucketQueue, type ReservoirLoader } from './bucket-queue.ts';
import { type BucketFacts, GLOBAL_BUCKET } from './facts/bucket-facts.ts';
import { findRatesWithLimit, PossibleSubscriptions } from './facts/possible-subscriptions.ts';
import type { RequestPool } from './pool/request-pool.ts';
import type { RateReading } from './rate-headers.ts';

/** Lets attempts through as their bucket allows. Each attempt of a request asks anew: a repeat is spent like any other. */
export interface Limiter {
  /** `undefined` when it was ended before its turn. `ahead` lets a repeat pass those that have not begun. */
  run<T>(facts: BucketFacts, attempt: (onAnswer: AnswerListener) => Promise<T>, ahead?: boolean): Promise<T | undefined>;
  /** Refused: nothing of this bucket may start before so many milliseconds are over. */
  pause(facts: BucketFacts, ms: number): void;
  /** How long attempts of these buckets take; `undefined` where none of them is known. */
  estimateMs(requestedBuckets: readonly BucketFacts[]): number | undefined;
  close(): void;
}

/** What an answer says about its bucket; without a reading the server keeps no count, as far as it says. */
export type AnswerListener = (reading: RateReading | undefined, sentAt: number) => void;

export interface LimiterOptions {
  readonly clock: ClientClock;
  readonly headroom: number;
  readonly width: number;
  readonly pool: RequestPool;
  readonly loadReservoir: ReservoirLoader;
  /** A long wait for a bucket that no refusal has announced. */
  readonly onWait: BucketContext['onWait'];
}

export function createLimiter(options: LimiterOptions): Limiter {
  const buckets = new Map<BucketFacts, BucketQueue>();
  const subscriptions = new PossibleSubscriptions();
  /** Groups that this subscription counts with the rest. */
  const countedGlobally = new Set<BucketFacts>();
  let hasAnswer = false;
  let isProbingDone = false;
  /** Whether an answer has named a limit. */
  let hasLimit = false;
  const globalBucket = getBucket(GLOBAL_BUCKET);

  function getBucket(facts: BucketFacts): BucketQueue {
    const known = buckets.get(facts);
    if (known) return known;
    const canProbe = () => hasAnswer || [...buckets.values()].every((bucket) => bucket.running === 0);
    const findRates = (limit: number) => findRatesWithLimit(facts, limit);
    const getGlobalBucket = () => (facts !== GLOBAL_BUCKET && (canCountAll() || canBeInGlobal(facts)) ? globalBucket : undefined);
    const created = new BucketQueue({ ...options, facts, canProbe, onEnd: endProbing, findRates, getGlobalBucket });
    buckets.set(facts, created);
    return created;
  }

  /** Until there is an answer all buckets wait for a single request: when it is over, they look again. */
  function endProbing(): void {
    if (isProbingDone) return;
    isProbingDone = hasAnswer;
    for (const bucket of buckets.values()) bucket.advanceQueue();
  }

  const canCountAll = () => hasLimit && subscriptions.canCountAll;
  const findOwner = (facts: BucketFacts) => getBucket(countedGlobally.has(facts) ? GLOBAL_BUCKET : facts);

  /** Of an endpoint whose bucket is not known only another limit tells that it is not counted with the rest. */
  const canBeInGlobal = (facts: BucketFacts): boolean => {
    const [own, all] = [buckets.get(facts)?.limit, globalBucket.limit];
    return facts.isUnsure === true && hasLimit && (own === undefined || all === undefined || own === all);
  };

  /** A limit that nobody publishes belongs to the bucket of all, unless that is known to have another. */
  const isGlobal = (facts: BucketFacts, limit: number): boolean => {
    if (facts === GLOBAL_BUCKET) return true;
    // Counted in both: a number of its own bucket must not pass for one of the bucket of all.
    if (facts.isUnsure) return false;
    const owner = subscriptions.findOwner(facts, limit);
    return owner === 'unknown' ? (globalBucket.limit ?? limit) === limit : owner === 'wide';
  };

  const recordReading = (facts: BucketFacts, number: number, reading: RateReading, sentAt: number) => {
    hasLimit = true;
    const wasGlobal = countedGlobally.has(facts) || facts === GLOBAL_BUCKET;
    const isNowGlobal = isGlobal(facts, reading.limit);
    if (!facts.isUnsure) subscriptions.recordLimit(facts, reading.limit);
    (isNowGlobal ? globalBucket : getBucket(facts)).recordReading(wasGlobal === isNowGlobal ? number : 0, reading, sentAt);
    if (!isNowGlobal) countedGlobally.delete(facts);
    else if (!wasGlobal) joinGlobal(facts);
  };

  const joinGlobal = (facts: BucketFacts) => {
    countedGlobally.add(facts);
    for (const job of getBucket(facts).removeWaiting()) globalBucket.add(job, false);
  };

  return {
    run: (facts, attempt, ahead = false) =>
      new Promise((resolve, reject) => {
        const createAnswerListener =
          (number: number): AnswerListener =>
          (reading, sentAt) => {
            if (reading) recordReading(facts, number, reading, sentAt);
            else getBucket(facts).letThroughUncounted();
            hasAnswer = true;
          };
        const start = (number: number) => options.pool.run(() => attempt(createAnswerListener(number))).then(resolve, reject);
        findOwner(facts).add({ start, end: () => resolve(undefined) }, ahead);
      }),
    pause: (facts, ms) => findOwner(facts).pause(ms),
    estimateMs: (requestedBuckets) => {
      const requestsByBucket = new Map<BucketQueue, number>();
      const count = (bucket: BucketQueue) => requestsByBucket.set(bucket, (requestsByBucket.get(bucket) ?? 0) + 1);
      for (const facts of requestedBuckets) {
        const owner = findOwner(facts);
        count(owner);
        if (owner !== globalBucket && (canCountAll() || canBeInGlobal(facts))) count(globalBucket);
      }
      const known = [...requestsByBucket].flatMap(([bucket, requests]) => bucket.estimateMs(requests) ?? []);
      return known.length === 0 ? undefined : Math.max(...known);
    },
    close: () => {
      for (const bucket of buckets.values()) bucket.close();
      options.pool.close();
    },
  };
}
