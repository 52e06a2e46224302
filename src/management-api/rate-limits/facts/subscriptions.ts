import { type BucketFacts, WIDE } from './bucket-facts.ts';
import { type Rate, slowestFirst } from './rates.ts';

/** Those that count some groups apart from all *other* endpoints. Everywhere else the bucket of all counts them as well. */
const APART: readonly number[] = [1];

/** Where a subscription does not list a group, it counts it with the rest. */
const ratesIn = (subscription: number, facts: BucketFacts): readonly Rate[] => {
  const own = facts.rates[subscription] ?? [];
  return own.length > 0 ? own : (WIDE.rates[subscription] ?? []);
};

const listed = (subscription: number, facts: BucketFacts): boolean => (facts.rates[subscription] ?? []).length > 0;

/**
 * Which of the published subscriptions a tenant can have: those that agree with every limit that its answers have named. A limit that
 * fits none of them is one of this tenant's own, and rules nothing out.
 */
export class Subscriptions {
  #possible: readonly number[] = WIDE.rates.map((_, subscription) => subscription);

  learn(facts: BucketFacts, limit: number): void {
    const fitting = this.#fitting(facts, limit);
    if (fitting.length > 0) this.#possible = fitting;
  }

  /** Whether the bucket of all may count requests that have a bucket of their own. */
  get mayCountAll(): boolean {
    return this.#possible.some((subscription) => !APART.includes(subscription));
  }

  /** Whose bucket names this limit. `unknown`: nothing that is published fits. */
  ownerOf(facts: BucketFacts, limit: number): 'own' | 'wide' | 'unknown' {
    const fitting = this.#fitting(facts, limit);
    if (fitting.length === 0) return 'unknown';
    return fitting.some((subscription) => listed(subscription, facts)) ? 'own' : 'wide';
  }

  #fitting = (facts: BucketFacts, limit: number): readonly number[] =>
    this.#possible.filter((subscription) => ratesIn(subscription, facts).some(({ burst }) => burst === limit));
}

/** Every published rate of a bucket with this limit, the slowest first: what a subscription excludes does not make another one true. */
export const ratesWithLimit = (facts: BucketFacts, limit: number): readonly Rate[] =>
  slowestFirst(WIDE.rates.flatMap((_, subscription) => ratesIn(subscription, facts)).filter(({ burst }) => burst === limit));
