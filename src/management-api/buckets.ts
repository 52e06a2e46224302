import type { Method } from '../model/plan.ts';
import { perMinute, type Rate, TIERS_WIDE } from './rates.ts';

export interface BucketFacts {
  readonly name: string;
  readonly methods: readonly Method[];
  /** `*` stands for one step of the path. */
  readonly paths: readonly string[];
  /** Counts only requests that have this query parameter. */
  readonly query?: string;
  /** What the subscriptions that have this bucket publish: how many at once, and how many come back. */
  readonly rates: readonly Rate[];
  /**
   * A limit that shows a subscription with a bucket for all *other* endpoints (Essentials, Professional, B2B). Everywhere else the bucket
   * of all comes first, and counts these requests as well: the policy says so, the tables of the subscriptions don't contradict.
   */
  readonly apartAt?: number;
  /** The rates there, where the same burst comes with another one elsewhere. */
  readonly apartRates?: readonly Rate[];
}

const READ: readonly Method[] = ['GET'];
const WRITE: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE'];
const ORGANIZATION = '/organizations/*';

const ESSENTIALS_WRITES = perMinute([5, 25]);
const MEMBERS = perMinute([20, 200], [100, 1000], [300, 3000], [600, 6000], [1200, 12_000], [2400, 24_000]);

/** The table names the older endpoint; whether the newer one shares its bucket is not said, and would show in its answers. */
const ORGANIZATION_CONNECTIONS = ['enabled_connections', 'connections'].flatMap((name) => [
  `${ORGANIZATION}/${name}`,
  `${ORGANIZATION}/${name}/*`,
]);

/**
 * Endpoints that Auth0 counts apart from the rest (rate limit configurations of all subscriptions, August 2026). A subscription that
 * does not list one counts it with the rest: the limit that its answers name tells. The first that fits is meant.
 */
export const BUCKETS: readonly BucketFacts[] = [
  {
    name: 'read organizations',
    methods: READ,
    paths: ['/organizations'],
    rates: perMinute([5, 50], [10, 100], [50, 500], [150, 1500], [300, 3000], [600, 6000], [1000, 10_000]),
    apartAt: 5,
  },
  {
    name: 'read organization by name',
    methods: READ,
    paths: ['/organizations/name/*'],
    rates: perMinute([10, 100], [20, 200], [100, 1000], [30, 3000], [600, 6000], [1200, 12_000], [2000, 20_000]),
  },
  {
    name: 'read organization',
    methods: READ,
    paths: [ORGANIZATION],
    rates: perMinute([20, 200], [10, 100], [40, 500], [50, 2500], [150, 7500], [300, 15_000], [600, 30_000], [4000, 50_000]),
  },
  {
    name: 'write organizations',
    methods: WRITE,
    paths: ['/organizations', ORGANIZATION],
    apartRates: ESSENTIALS_WRITES,
    rates: perMinute([5, 150], [25, 750], [75, 2250], [150, 4500], [300, 9000], [500, 15_000]),
  },
  {
    name: 'read organization connections',
    methods: READ,
    paths: ORGANIZATION_CONNECTIONS,
    rates: perMinute([5, 50], [10, 100], [50, 500], [150, 1500], [300, 3000], [600, 6000], [1200, 12_000]),
    apartAt: 5,
  },
  {
    name: 'write organization connections',
    methods: WRITE,
    paths: ORGANIZATION_CONNECTIONS,
    apartRates: ESSENTIALS_WRITES,
    rates: perMinute([5, 150], [25, 750], [75, 2250], [150, 4500], [300, 9000], [600, 18_000]),
  },
  {
    name: 'read organization client grants',
    methods: READ,
    paths: [`${ORGANIZATION}/client-grants`],
    rates: perMinute([10, 100], [50, 500], [150, 1500], [300, 3000], [600, 6000]),
  },
  {
    name: 'write organization client grants',
    methods: ['POST'],
    paths: [`${ORGANIZATION}/client-grants`],
    rates: perMinute([5, 150], [25, 750], [75, 2250], [150, 4500], [300, 9000]),
  },
  {
    name: 'read organization members',
    methods: READ,
    paths: [`${ORGANIZATION}/members`],
    // Listed twice with different figures on most pages: the lower rate is taken.
    rates: perMinute([40, 500], [20, 200], [200, 2500], [100, 1000], [600, 7500], [1200, 15_000], [2400, 30_000], [4800, 60_000]),
  },
  {
    name: 'write organization members',
    methods: WRITE,
    paths: [`${ORGANIZATION}/members`],
    rates: MEMBERS,
  },
  { name: 'read organization member roles', methods: READ, paths: [`${ORGANIZATION}/members/*/roles`], rates: MEMBERS },
  { name: 'write organization member roles', methods: WRITE, paths: [`${ORGANIZATION}/members/*/roles`], rates: MEMBERS },
  {
    name: 'read organization invitations',
    methods: READ,
    paths: [`${ORGANIZATION}/invitations`, `${ORGANIZATION}/invitations/*`],
    rates: perMinute([20, 200]),
  },
  {
    name: 'write organization invitations',
    methods: ['POST'],
    paths: [`${ORGANIZATION}/invitations`],
    rates: perMinute([20, 200]),
  },
  {
    name: 'search clients',
    methods: READ,
    paths: ['/clients'],
    query: 'q',
    rates: perMinute([5, 150], [25, 750], [75, 2250], [150, 4500], [300, 9000]),
  },
  { name: 'read clients', methods: READ, paths: ['/clients'], rates: perMinute([5, 100]), apartAt: 5 },
  { name: 'read connections', methods: READ, paths: ['/connections'], rates: perMinute([5, 50]), apartAt: 5 },
  {
    name: 'connection status',
    methods: READ,
    paths: ['/connections/*/status'],
    rates: [{ burst: 100, count: 15, per: 'second' }],
  },
  { name: 'read users', methods: READ, paths: ['/users'], rates: perMinute([40, 500]) },
  { name: 'write users', methods: ['POST', 'PATCH'], paths: ['/users', '/users/*'], rates: perMinute([20, 200]) },
  { name: 'delete users', methods: ['DELETE'], paths: ['/users/*'], rates: perMinute([20, 200]) },
  { name: 'organizations of a user', methods: READ, paths: ['/users/*/organizations'], rates: perMinute([40, 500]) },
  { name: 'read logs', methods: READ, paths: ['/logs'], rates: perMinute([10, 100]) },
  {
    name: 'write device credentials',
    methods: WRITE,
    paths: ['/device-credentials', '/device-credentials/*'],
    rates: perMinute([5, 100]),
  },
  { name: 'verify custom domains', methods: ['POST'], paths: ['/custom-domains/*/verify'], rates: perMinute([5, 5]) },
  {
    name: 'rotate signing keys',
    methods: ['POST'],
    paths: ['/keys/signing/rotate'],
    rates: [{ burst: 5, count: 5, per: 'day' }],
  },
  { name: 'read partials', methods: READ, paths: ['/prompts/*/partials'], rates: perMinute([5, 5]) },
  { name: 'write partials', methods: ['PUT'], paths: ['/prompts/*/partials'], rates: perMinute([5, 5]) },
  {
    name: 'read e-mail templates',
    methods: READ,
    paths: ['/email-templates', '/email-templates/*'],
    rates: perMinute([10, 50], [15, 150]),
  },
  {
    name: 'write e-mail templates',
    methods: WRITE,
    paths: ['/email-templates', '/email-templates/*'],
    rates: perMinute([5, 25], [10, 100]),
  },
  { name: 'read e-mail provider', methods: READ, paths: ['/emails/provider'], rates: perMinute([5, 25], [15, 150]) },
  { name: 'write e-mail provider', methods: WRITE, paths: ['/emails/provider'], rates: perMinute([5, 25], [10, 100]) },
  {
    name: 'read token exchange profiles',
    methods: READ,
    paths: ['/token-exchange-profiles', '/token-exchange-profiles/*'],
    rates: perMinute([20, 200], [100, 1000], [300, 3000], [600, 6000], [1200, 12_000], [2000, 20_000]),
  },
  {
    name: 'write token exchange profiles',
    methods: WRITE,
    paths: ['/token-exchange-profiles', '/token-exchange-profiles/*'],
    rates: perMinute([5, 100], [15, 300]),
  },
];

/** Everything else, or everything at all: what a subscription counts together. */
export const WIDE: BucketFacts = { name: 'all other endpoints', methods: [...READ, ...WRITE], paths: [], rates: TIERS_WIDE };

interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

const patterns = BUCKETS.map((facts) => ({
  facts,
  pattern: new RegExp(`^(?:${facts.paths.map((path) => path.replaceAll('*', '[^/]+')).join('|')})$`),
}));

export function bucketOf({ method, path, query }: Asked): BucketFacts {
  const found = patterns.find(
    ({ facts, pattern }) =>
      facts.methods.includes(method) &&
      (facts.query === undefined || (query !== undefined && Object.hasOwn(query, facts.query))) &&
      pattern.test(path),
  );
  return found?.facts ?? WIDE;
}
