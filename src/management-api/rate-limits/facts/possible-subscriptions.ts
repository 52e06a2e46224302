import { type BucketFacts, GLOBAL_BUCKET } from './bucket-facts.ts';
import { type Rate, sortSlowestFirst } from './published-rates.ts';

/**
 * Subscriptions whose global bucket counts only the *other* endpoints, as indexes of `PublishedRates`. In all other subscriptions it also
 * counts the requests that have a separate bucket.
 */
const COUNTING_APART: readonly number[] = [1];

/** A subscription that does not list a bucket counts its requests in the global one. */
const getRates = (subscription: number, facts: BucketFacts): readonly Rate[] => {
  const own = facts.rates[subscription] ?? [];
  return own.length > 0 ? own : (GLOBAL_BUCKET.rates[subscription] ?? []);
};

const isListed = (subscription: number, facts: BucketFacts): boolean => (facts.rates[subscription] ?? []).length > 0;

/**
 * The published subscriptions that a tenant may have: those that match every limit its answers have reported. A limit that matches none is
 * specific to the tenant and excludes nothing.
 */
export class PossibleSubscriptions {
  #possible: readonly number[] = GLOBAL_BUCKET.rates.map((_, subscription) => subscription);

  recordLimit(facts: BucketFacts, limit: number): void {
    const fitting = this.#findFitting(facts, limit);
    if (fitting.length > 0) this.#possible = fitting;
  }

  /** Whether the global bucket may also count requests that have a separate bucket. */
  get canCountAll(): boolean {
    return this.#possible.some((subscription) => !COUNTING_APART.includes(subscription));
  }

  /** Finds out which bucket a reported limit belongs to. `unknown`: it matches no published limit. */
  findOwner(facts: BucketFacts, limit: number): 'own' | 'global' | 'unknown' {
    const fitting = this.#findFitting(facts, limit);
    if (fitting.length === 0) return 'unknown';
    return fitting.some((subscription) => isListed(subscription, facts)) ? 'own' : 'global';
  }

  #findFitting = (facts: BucketFacts, limit: number): readonly number[] =>
    this.#possible.filter((subscription) => getRates(subscription, facts).some(({ burst }) => burst === limit));
}

/**
 * Lists every published rate of a bucket with this limit, slowest first. It does not consult `PossibleSubscriptions`, because excluding some
 * subscriptions does not prove the others.
 */
export const findRatesWithLimit = (facts: BucketFacts, limit: number): readonly Rate[] =>
  sortSlowestFirst(
    GLOBAL_BUCKET.rates.flatMap((_, subscription) => getRates(subscription, facts)).filter(({ burst }) => burst === limit),
  );
