import { Refusal } from '../http/refusal.ts';
import { TokenBucket, type TokenBucketOptions } from './token-bucket.ts';

/** Rate limits of a subscription. Operations are written as method and path template: `GET /organizations/{id}`. */
export interface SubscriptionLimits {
  readonly global: TokenBucketOptions;
  /** Groups of endpoints that share a separate bucket. */
  readonly groups: readonly { readonly operations: readonly string[]; readonly limit: TokenBucketOptions }[];
  /** Whether requests to grouped endpoints are charged to their group only, not to the global bucket as well. */
  readonly excludesGroups: boolean;
  /** Limit of `POST /oauth/token`. */
  readonly tokens?: TokenBucketOptions;
}

export interface RateLimitOutcome {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal?: Refusal;
}

/** A request to charge to a bucket. */
export interface ChargedRequest {
  readonly method: string;
  /** Path template of the operation. */
  readonly path: string;
  readonly query?: URLSearchParams;
}

/** What other clients of the tenant use: a number of requests now, and a share of the refill rate from now on. */
export interface BucketConsumption {
  readonly requests?: number;
  readonly share?: number;
  /** Charges the buckets of this operation. Default: the global bucket; for `share`, all buckets. */
  readonly operation?: ChargedRequest;
}

const stripParameterNames = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');
const buildTooManyRequests = (): Refusal => new Refusal(429, 'Global limit has been reached', 'too_many_requests');

export class RateLimiter {
  readonly #now: () => number;
  readonly #global: TokenBucket;
  readonly #excludesGroups: boolean;
  readonly #groups = new Map<string, TokenBucket>();
  readonly #tokens: TokenBucket | undefined;

  constructor(limits: SubscriptionLimits, now: () => Date) {
    this.#now = () => now().getTime();
    const createBucket = (limit: TokenBucketOptions): TokenBucket => new TokenBucket(limit, this.#now());
    this.#global = createBucket(limits.global);
    this.#excludesGroups = limits.excludesGroups;
    this.#tokens = limits.tokens === undefined ? undefined : createBucket(limits.tokens);
    for (const { operations, limit } of limits.groups) {
      const shared = createBucket(limit);
      for (const operation of operations) this.#groups.set(stripParameterNames(operation), shared);
    }
  }

  /** Charges a request to the global bucket, then to its group's. The headers describe the most specific bucket charged. */
  take(request: ChargedRequest): RateLimitOutcome {
    const buckets = this.#findBuckets(request);
    const now = this.#now();
    for (const bucket of buckets)
      if (!bucket.take(now)) return { headers: bucket.buildHeaders(now), refusal: buildTooManyRequests() };
    return { headers: buckets.at(-1)?.buildHeaders(now) ?? {} };
  }

  takeForToken(): RateLimitOutcome {
    const now = this.#now();
    if (this.#tokens === undefined) return { headers: {} };
    const granted = this.#tokens.take(now);
    return { headers: this.#tokens.buildHeaders(now), ...(granted ? {} : { refusal: buildTooManyRequests() }) };
  }

  consume({ requests = 0, share, operation }: BucketConsumption): void {
    const now = this.#now();
    const spentFrom = operation === undefined ? [this.#global] : this.#findBuckets(operation);
    for (const bucket of spentFrom) bucket.consume(requests, now);
    const shared = operation === undefined ? [this.#global, ...new Set(this.#groups.values())] : spentFrom;
    if (share !== undefined) for (const bucket of shared) bucket.shareWithOthers(share, now);
  }

  #findBuckets({ method, path, query }: ChargedRequest): readonly TokenBucket[] {
    const operation = `${method} ${stripParameterNames(path)}`;
    const searching = query?.has('q') === true ? this.#groups.get(`${operation}?q`) : undefined;
    const groupBucket = searching ?? this.#groups.get(operation);
    if (groupBucket === undefined) return [this.#global];
    return this.#excludesGroups ? [groupBucket] : [this.#global, groupBucket];
  }
}
