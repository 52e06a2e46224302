import { type BucketFacts, GLOBAL_BUCKET } from './bucket-facts.ts';
import { type Rate, sortSlowestFirst } from './published-rates.ts';

/** Those that count some groups apart from all *other* endpoints. Everywhere else the bucket of all counts them as well. */
const COUNTING_APART: readonly number[] = [1];

/** Where a subscription does not list a group, it counts it with the rest. */
const getRates = (subscription: number, facts: BucketFacts): readonly Rate[] => {
  const own = facts.rates[subscription] ?? [];
  return own.length > 0 ? own : (GLOBAL_BUCKET.rates[subscription] ?? []);
};

const isListed = (subscription: number, facts: BucketFacts): boolean => (facts.rates[subscription] ?? []).length > 0;

/**
 * Which of the published subscriptions a tenant can have: those that agree with every limit that its answers have named. A limit that
 * fits none of them is one of this tenant's own, and rules nothing out.
 */
export class PossibleSubscriptions {
  #possible: readonly number[] = GLOBAL_BUCKET.rates.map((_, subscription) => subscription);

  recordLimit(facts: BucketFacts, limit: number): void {
    const fitting = this.#findFitting(facts, limit);
    if (fitting.length > 0) this.#possible = fitting;
  }

  /** Whether the bucket of all may count requests that have a bucket of their own. */
  get canCountAll(): boolean {
    return this.#possible.some((subscription) => !COUNTING_APART.includes(subscription));
  }

  /** Whose bucket names this limit. `unknown`: nothing that is published fits. */
  findOwner(facts: BucketFacts, limit: number): 'own' | 'wide' | 'unknown' {
    const fitting = this.#findFitting(facts, limit);
    if (fitting.length === 0) return 'unknown';
    return fitting.some((subscription) => isListed(subscription, facts)) ? 'own' : 'wide';
  }

  #findFitting = (facts: BucketFacts, limit: number): readonly number[] =>
    this.#possible.filter((subscription) => getRates(subscription, facts).some(({ burst }) => burst === limit));
}

/** Every published rate of a bucket with this limit, the slowest first: what a subscription excludes does not make another one true. */
export const findRatesWithLimit = (facts: BucketFacts, limit: number): readonly Rate[] =>
  sortSlowestFirst(
    GLOBAL_BUCKET.rates.flatMap((_, subscription) => getRates(subscription, facts)).filter(({ burst }) => burst === limit),
  );
