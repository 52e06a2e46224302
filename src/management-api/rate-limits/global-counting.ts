import { type BucketFacts, GLOBAL_BUCKET } from './facts/bucket-facts.ts';
import { PossibleSubscriptions } from './facts/possible-subscriptions.ts';

/** The limits that answers have reported so far; `undefined` before the first one. */
interface ReportedLimits {
  readonly own: number | undefined;
  readonly global: number | undefined;
}

/** Learns from the reported limits which requests the tenant's subscription counts in the global bucket. */
export class GlobalCounting {
  readonly #subscriptions = new PossibleSubscriptions();
  /** Buckets that this subscription does not count separately. */
  readonly #joined = new Set<BucketFacts>();
  #hasLimit = false;

  /** Whether the requests of a bucket count in the global bucket only. */
  isGlobal(facts: BucketFacts): boolean {
    return facts === GLOBAL_BUCKET || this.#joined.has(facts);
  }

  setGlobal(facts: BucketFacts, isGlobal: boolean): void {
    if (isGlobal) this.#joined.add(facts);
    else this.#joined.delete(facts);
  }

  /** Whether the requests of a separate bucket may count in the global bucket as well. */
  canCountInBoth(facts: BucketFacts, limits: ReportedLimits): boolean {
    if (!this.#hasLimit || facts === GLOBAL_BUCKET) return false;
    return this.#subscriptions.canCountAll || (facts.isUnsure === true && !haveDifferentLimits(limits));
  }

  /** Learns from a limit that an answer reported. Returns whether it is the limit of the global bucket. */
  recordLimit(facts: BucketFacts, limit: number, globalLimit: number | undefined): boolean {
    this.#hasLimit = true;
    const isGlobal = this.#isGlobalLimit(facts, limit, globalLimit);
    if (!facts.isUnsure) this.#subscriptions.recordLimit(facts, limit);
    return isGlobal;
  }

  /** An unpublished limit is taken for that of the global bucket unless that bucket is known to have a different one. */
  #isGlobalLimit(facts: BucketFacts, limit: number, globalLimit: number | undefined): boolean {
    if (facts === GLOBAL_BUCKET) return true;
    // It may count in both buckets, and its own limit must not be mistaken for the global one.
    if (facts.isUnsure) return false;
    const owner = this.#subscriptions.findOwner(facts, limit);
    return owner === 'unknown' ? (globalLimit ?? limit) === limit : owner === 'global';
  }
}

/** For an endpoint that Auth0 does not publish, only a different limit proves that it has a separate bucket. */
const haveDifferentLimits = ({ own, global }: ReportedLimits): boolean =>
  own !== undefined && global !== undefined && own !== global;
