import { Bucket, type ReservoirSource } from './bucket.ts';
import { type BucketFacts, WIDE } from './buckets.ts';
import type { Clock } from './clock.ts';
import type { Pool } from './pool.ts';
import type { RateReading } from './rate-headers.ts';
import { type Rate, TIER_APART } from './rates.ts';

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
export type Answered = (reading: RateReading | undefined) => void;

export interface LimiterOptions {
  readonly clock: Clock;
  readonly headroom: number;
  readonly width: number;
  readonly pool: Pool;
  readonly reservoir: ReservoirSource;
}

/** Of a subscription that counts some groups apart from all other endpoints. */
const ratesApart = (facts: BucketFacts): readonly Rate[] => (facts === WIDE ? TIER_APART : (facts.apartRates ?? facts.rates));

export function createLimiter(options: LimiterOptions): Limiter {
  const buckets = new Map<BucketFacts, Bucket>();
  /** Groups that this subscription counts with the rest. */
  const shared = new Set<BucketFacts>();
  let answered = false;
  let settled = false;
  /** Whether groups with a bucket of their own are spared in the bucket of all. */
  let apart = false;
  const wide = bucketFor(WIDE);

  function bucketFor(facts: BucketFacts): Bucket {
    const known = buckets.get(facts);
    if (known) return known;
    const mayProbe = () => answered || [...buckets.values()].every((bucket) => bucket.running === 0);
    const others = () => (facts === WIDE ? undefined : wide);
    const also = () => (countsAll() ? others() : undefined);
    const made = new Bucket({ ...options, facts, mayProbe, onEnd, wide: others, also });
    if (apart) made.assume(ratesApart(facts));
    buckets.set(facts, made);
    return made;
  }

  /** Until there is an answer all buckets wait for a single request: when it is over, they look again. */
  function onEnd(): void {
    if (settled) return;
    settled = answered;
    for (const bucket of buckets.values()) bucket.pump();
  }

  const countsAll = () => !apart && wide.isCounted;
  const ownerOf = (facts: BucketFacts) => bucketFor(shared.has(facts) ? WIDE : facts);

  /** A limit that this group never has belongs to the bucket of all: so the group has none of its own, or both apply. */
  const learn = (facts: BucketFacts, number: number, reading: RateReading) => {
    const own = bucketFor(facts);
    if (facts === WIDE || facts.rates.some((rate) => rate.burst === reading.limit)) {
      if (!apart && reading.limit === facts.apartAt) {
        apart = true;
        for (const [known, bucket] of buckets) bucket.assume(ratesApart(known));
      }
      own.learn(number, reading);
      return;
    }
    wide.learn(facts === WIDE || shared.has(facts) ? number : 0, reading);
    if (own.isCounted || shared.has(facts)) return;
    shared.add(facts);
    for (const job of own.giveUp()) wide.add(job, false);
  };

  return {
    run: (facts, attempt, ahead = false) =>
      new Promise((resolve, reject) => {
        const onAnswer = (number: number) => (reading: RateReading | undefined) => {
          if (reading) learn(facts, number, reading);
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
        if (owner !== wide && countsAll()) count(wide);
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
