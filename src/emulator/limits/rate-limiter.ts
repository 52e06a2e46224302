import { Refusal } from '../http/refusal.ts';
import { type LimitOptions, TokenBucket } from './bucket.ts';

/** What a subscription allows. Operations are named by method and path: `GET /organizations/{id}`. */
export interface Limits {
  readonly wide: LimitOptions;
  /** Groups of endpoints that have a bucket of their own. */
  readonly groups: readonly { readonly operations: readonly string[]; readonly limit: LimitOptions }[];
  /** Whether the wide bucket is for all *other* endpoints, rather than for all. */
  readonly apart: boolean;
  /** `POST /oauth/token` */
  readonly tokens?: LimitOptions;
}

export interface Taken {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal?: Refusal;
}

/** A request as the limits see it. */
export interface Charged {
  readonly method: string;
  /** Template of its path. */
  readonly path: string;
  readonly query?: URLSearchParams;
}

/** What another client of the tenant spends: so many requests at once, and a share of all that comes back from now on. */
export interface Consumption {
  readonly requests?: number;
  readonly share?: number;
  /** Whose buckets; default: the one for all, and for a share every one. */
  readonly operation?: Charged;
}

const withoutNames = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');
const tooMany = (): Refusal => new Refusal(429, 'Global limit has been reached', 'too_many_requests');

export class RateLimiter {
  readonly #now: () => number;
  readonly #wide: TokenBucket;
  readonly #apart: boolean;
  readonly #groups = new Map<string, TokenBucket>();
  readonly #tokens: TokenBucket | undefined;

  constructor(limits: Limits, now: () => Date) {
    this.#now = () => now().getTime();
    const bucket = (limit: LimitOptions): TokenBucket => new TokenBucket(limit, this.#now());
    this.#wide = bucket(limits.wide);
    this.#apart = limits.apart;
    this.#tokens = limits.tokens === undefined ? undefined : bucket(limits.tokens);
    for (const { operations, limit } of limits.groups) {
      const shared = bucket(limit);
      for (const operation of operations) this.#groups.set(withoutNames(operation), shared);
    }
  }

  /** The wide bucket first, then the endpoint's. The headers, of the one that is most particular, go with either answer. */
  take(charged: Charged): Taken {
    const buckets = this.#bucketsOf(charged);
    const now = this.#now();
    for (const bucket of buckets) if (!bucket.take(now)) return { headers: bucket.headers(now), refusal: tooMany() };
    return { headers: buckets.at(-1)?.headers(now) ?? {} };
  }

  takeForToken(): Taken {
    const now = this.#now();
    if (this.#tokens === undefined) return { headers: {} };
    const granted = this.#tokens.take(now);
    return { headers: this.#tokens.headers(now), ...(granted ? {} : { refusal: tooMany() }) };
  }

  consume({ requests = 0, share, operation }: Consumption): void {
    const now = this.#now();
    const spentFrom = operation === undefined ? [this.#wide] : this.#bucketsOf(operation);
    for (const bucket of spentFrom) bucket.spend(requests, now);
    const shared = operation === undefined ? [this.#wide, ...new Set(this.#groups.values())] : spentFrom;
    if (share !== undefined) for (const bucket of shared) bucket.shareWithOthers(share, now);
  }

  #bucketsOf({ method, path, query }: Charged): readonly TokenBucket[] {
    const operation = `${method} ${withoutNames(path)}`;
    const searching = query?.has('q') === true ? this.#groups.get(`${operation}?q`) : undefined;
    const own = searching ?? this.#groups.get(operation);
    if (own === undefined) return [this.#wide];
    return this.#apart ? [own] : [this.#wide, own];
  }
}
