import type { Clock } from '../clock.ts';
import { Bucket, type BucketContext, type ReservoirSource } from './bucket.ts';
import { type BucketFacts, WIDE } from './facts/bucket-facts.ts';
import { ratesWithLimit, Subscriptions } from './facts/subscriptions.ts';
import type { Pool } from './pool/request-pool.ts';
import type { RateReading } from './rate-headers.ts';

/** Lets attempts through as their bucket allows. Each attempt of a request asks anew: a repeat is spent like any other. */
export interface Limiter {
  /** `undefined` when it was ended before its turn. `ahead` lets a repeat pass those that have not begun. */
  run<T>(facts: BucketFacts, attempt: (answered: Answered) => Promise<T>, ahead?: boolean): Promise<T | undefined>;
  /** Refused: nothing of this bucket may start before so many milliseconds are over. */
  pause(facts: BucketFacts, ms: number): void;
  /** How long attempts of these buckets take; `undefined` where none of them is known. */
  expectedMs(wanted: readonly BucketFacts[]): number | undefined;
  close(): void;
}

/** What an answer says about its bucket; without a reading the server keeps no count, as far as it says. */
export type Answered = (reading: RateReading | undefined, sentAt: number) => void;

export interface LimiterOptions {
  readonly clock: Clock;
  readonly headroom: number;
  readonly width: number;
  readonly pool: Pool;
  readonly reservoir: ReservoirSource;
  /** A long wait for a bucket that no refusal has announced. */
  readonly onWait: BucketContext['onWait'];
}

export function createLimiter(options: LimiterOptions): Limiter {
  const buckets = new Map<BucketFacts, Bucket>();
  const subscriptions = new Subscriptions();
  /** Groups that this subscription counts with the rest. */
  const shared = new Set<BucketFacts>();
  let answered = false;
  let settled = false;
  /** Whether an answer has named a limit. */
  let counts = false;
  const wide = bucketFor(WIDE);

  function bucketFor(facts: BucketFacts): Bucket {
    const known = buckets.get(facts);
    if (known) return known;
    const mayProbe = () => answered || [...buckets.values()].every((bucket) => bucket.running === 0);
    const ratesOf = (limit: number) => ratesWithLimit(facts, limit);
    const also = () => (facts !== WIDE && (countsAll() || mayBeInWide(facts)) ? wide : undefined);
    const made = new Bucket({ ...options, facts, mayProbe, onEnd, ratesOf, also });
    buckets.set(facts, made);
    return made;
  }

  /** Until there is an answer all buckets wait for a single request: when it is over, they look again. */
  function onEnd(): void {
    if (settled) return;
    settled = answered;
    for (const bucket of buckets.values()) bucket.pump();
  }

  const countsAll = () => counts && subscriptions.mayCountAll;
  const ownerOf = (facts: BucketFacts) => bucketFor(shared.has(facts) ? WIDE : facts);

  /** Of an endpoint whose bucket is not known only another limit tells that it is not counted with the rest. */
  const mayBeInWide = (facts: BucketFacts): boolean => {
    const [own, all] = [buckets.get(facts)?.limit, wide.limit];
    return facts.isUnsure === true && counts && (own === undefined || all === undefined || own === all);
  };

  /** A limit that nobody publishes belongs to the bucket of all, unless that is known to have another. */
  const isWide = (facts: BucketFacts, limit: number): boolean => {
    if (facts === WIDE) return true;
    // Counted in both: a number of its own bucket must not pass for one of the bucket of all.
    if (facts.isUnsure) return false;
    const owner = subscriptions.ownerOf(facts, limit);
    return owner === 'unknown' ? (wide.limit ?? limit) === limit : owner === 'wide';
  };

  const learn = (facts: BucketFacts, number: number, reading: RateReading, sentAt: number) => {
    counts = true;
    const counted = shared.has(facts) || facts === WIDE;
    const inWide = isWide(facts, reading.limit);
    if (!facts.isUnsure) subscriptions.learn(facts, reading.limit);
    (inWide ? wide : bucketFor(facts)).learn(counted === inWide ? number : 0, reading, sentAt);
    if (!inWide) shared.delete(facts);
    else if (!counted) joinWide(facts);
  };

  const joinWide = (facts: BucketFacts) => {
    shared.add(facts);
    for (const job of bucketFor(facts).giveUp()) wide.add(job, false);
  };

  return {
    run: (facts, attempt, ahead = false) =>
      new Promise((resolve, reject) => {
        const onAnswer =
          (number: number): Answered =>
          (reading, sentAt) => {
            if (reading) learn(facts, number, reading, sentAt);
            else bucketFor(facts).open();
            answered = true;
          };
        const start = (number: number) => options.pool.run(() => attempt(onAnswer(number))).then(resolve, reject);
        ownerOf(facts).add({ start, end: () => resolve(undefined) }, ahead);
      }),
    pause: (facts, ms) => ownerOf(facts).pause(ms),
    expectedMs: (wanted) => {
      const counts = new Map<Bucket, number>();
      const count = (bucket: Bucket) => counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      for (const facts of wanted) {
        const owner = ownerOf(facts);
        count(owner);
        if (owner !== wide && (countsAll() || mayBeInWide(facts))) count(wide);
      }
      const known = [...counts].flatMap(([bucket, requests]) => bucket.expectedMs(requests) ?? []);
      return known.length === 0 ? undefined : Math.max(...known);
    },
    close: () => {
      for (const bucket of buckets.values()) bucket.close();
      options.pool.close();
    },
  };
}
