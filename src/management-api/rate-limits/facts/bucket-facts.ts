import type { RequestMethod } from '../../../model/plan/planned-request.ts';
import { type PublishedRates, parsePublishedRates } from './published-rates.ts';

/** A token bucket of the Management API: the requests that it counts and its published rates. */
export interface BucketFacts {
  readonly name: string;
  readonly methods: readonly RequestMethod[];
  /** `*` matches one path segment. */
  readonly paths: readonly string[];
  /** Only requests with this query parameter count. */
  readonly query?: string;
  readonly rates: PublishedRates;
  /**
   * The published table lacks this endpoint: the API may count it in this bucket or in the global one. Its limits therefore say nothing
   * about the tenant's subscription.
   */
  readonly isUnsure?: true;
}

const READ_METHODS: readonly RequestMethod[] = ['GET'];
const WRITE_METHODS: readonly RequestMethod[] = ['POST', 'PUT', 'PATCH', 'DELETE'];
const ORGANIZATION = '/organizations/*';

/** An endpoint and its items. */
const buildItemPaths = (path: string): readonly string[] => [path, `${path}/*`];

/** For an organization's connections, the published table has only the older endpoint. */
const ENABLED_CONNECTIONS = buildItemPaths(`${ORGANIZATION}/enabled_connections`);
const NEWER_CONNECTIONS = buildItemPaths(`${ORGANIZATION}/connections`);
const READ_CONNECTIONS = parsePublishedRates('- 5/50 10/100 10/100 10/100 - 50/500 150/1500 300/3000 600/6000 1200/12000');
const WRITE_CONNECTIONS = parsePublishedRates('- 5/25 5/150 5/150 5/150 5/150 25/750 75/2250 150/4500 300/9000 600/18000');

/**
 * Endpoints with a bucket separate from the global one, from Auth0's rate limit configurations of all subscriptions (August 2026). Each
 * row has the rates of eleven subscriptions: Free; Essentials, Professional and B2B; Enterprise, production; Enterprise, non-production;
 * Private Cloud Dev, 100, 500, 1500, 3000, 6000 and 10,000. A request belongs to the first bucket that matches.
 */
export const PUBLISHED_BUCKETS: readonly BucketFacts[] = [
  {
    name: 'read organizations',
    methods: READ_METHODS,
    paths: ['/organizations'],
    rates: parsePublishedRates('- 5/50 10/100 10/100 10/100 10/100 50/500 150/1500 300/3000 600/6000 1000/10000'),
  },
  {
    name: 'read organization by name',
    methods: READ_METHODS,
    paths: ['/organizations/name/*'],
    rates: parsePublishedRates('- 10/100 20/200 20/200 20/200 20/200 100/1000 30/3000 600/6000 1200/12000 2000/20000'),
  },
  {
    name: 'read organization',
    methods: READ_METHODS,
    paths: [ORGANIZATION],
    rates: parsePublishedRates('- 20/200 10/100 10/100 40/500 40/500 50/2500 150/7500 300/15000 600/30000 4000/50000'),
  },
  {
    name: 'write organizations',
    methods: WRITE_METHODS,
    paths: ['/organizations', ORGANIZATION],
    rates: parsePublishedRates('- 5/25 5/150 5/150 5/150 5/150 25/750 75/2250 150/4500 300/9000 500/15000'),
  },
  { name: 'read organization connections', methods: READ_METHODS, paths: ENABLED_CONNECTIONS, rates: READ_CONNECTIONS },
  { name: 'write organization connections', methods: WRITE_METHODS, paths: ENABLED_CONNECTIONS, rates: WRITE_CONNECTIONS },
  {
    name: 'read organization connections (newer endpoint)',
    methods: READ_METHODS,
    paths: NEWER_CONNECTIONS,
    rates: READ_CONNECTIONS,
    isUnsure: true,
  },
  {
    name: 'write organization connections (newer endpoint)',
    methods: WRITE_METHODS,
    paths: NEWER_CONNECTIONS,
    rates: WRITE_CONNECTIONS,
    isUnsure: true,
  },
  {
    name: 'read organization client grants',
    methods: READ_METHODS,
    paths: [`${ORGANIZATION}/client-grants`],
    rates: parsePublishedRates('- 10/100 10/100 10/100 10/100 10/100 50/500 150/1500 300/3000 600/6000 -'),
  },
  {
    name: 'write organization client grants',
    methods: ['POST'],
    paths: [`${ORGANIZATION}/client-grants`],
    rates: parsePublishedRates('- 5/150 5/150 5/150 5/150 5/150 25/750 75/2250 150/4500 300/9000 -'),
  },
  {
    name: 'read organization members',
    methods: READ_METHODS,
    paths: [`${ORGANIZATION}/members`],
    rates: parsePublishedRates(
      '- 20/200,40/500 40/500 40/500 20/200,40/500 20/200,40/500 100/1000,200/2500 300/3000,600/7500 600/6000,1200/15000 1200/12000,2400/30000 2400/24000,4800/60000',
    ),
  },
  {
    name: 'write organization members',
    methods: WRITE_METHODS,
    paths: [`${ORGANIZATION}/members`],
    rates: parsePublishedRates('- 20/200 20/200 20/200 20/200 20/200 100/1000 300/3000 600/6000 1200/12000 2400/24000'),
  },
  {
    name: 'read organization member roles',
    methods: READ_METHODS,
    paths: [`${ORGANIZATION}/members/*/roles`],
    rates: parsePublishedRates('- 20/200 20/200 20/200 20/200 20/200 100/1000 300/3000 600/6000 1200/12000 2400/24000'),
  },
  {
    name: 'write organization member roles',
    methods: WRITE_METHODS,
    paths: [`${ORGANIZATION}/members/*/roles`],
    rates: parsePublishedRates('- 20/200 20/200 20/200 20/200 20/200 100/1000 300/3000 600/6000 1200/12000 2400/24000'),
  },
  {
    name: 'read organization invitations',
    methods: READ_METHODS,
    paths: [`${ORGANIZATION}/invitations`, `${ORGANIZATION}/invitations/*`],
    rates: parsePublishedRates('- - 20/200 20/200 - - - - - - -'),
  },
  {
    name: 'write organization invitations',
    methods: ['POST'],
    paths: [`${ORGANIZATION}/invitations`],
    rates: parsePublishedRates('- - 20/200 20/200 - - - - - - -'),
  },
  {
    name: 'search clients',
    methods: READ_METHODS,
    paths: ['/clients'],
    query: 'q',
    rates: parsePublishedRates('- 5/150 5/150 5/150 5/150 5/150 25/750 75/2250 150/4500 300/9000 -'),
  },
  { name: 'read clients', methods: READ_METHODS, paths: ['/clients'], rates: parsePublishedRates('- 5/100 - - - - - - - - -') },
  {
    name: 'read connections',
    methods: READ_METHODS,
    paths: ['/connections'],
    rates: parsePublishedRates('- 5/50 - - - - - - - - -'),
  },
  {
    name: 'connection status',
    methods: READ_METHODS,
    paths: ['/connections/*/status'],
    rates: parsePublishedRates(
      '100/15/s 100/15/s 100/15/s 100/15/s 100/15/s 100/15/s 100/15/s 100/15/s 100/15/s 100/15/s 100/15/s',
    ),
  },
  { name: 'read users', methods: READ_METHODS, paths: ['/users'], rates: parsePublishedRates('- 40/500 - - - - - - - - -') },
  {
    name: 'write users',
    methods: ['POST', 'PATCH'],
    paths: ['/users', '/users/*'],
    rates: parsePublishedRates('- 20/200 - - - - - - - - -'),
  },
  { name: 'delete users', methods: ['DELETE'], paths: ['/users/*'], rates: parsePublishedRates('- 20/200 - - - - - - - - -') },
  {
    name: 'organizations of a user',
    methods: READ_METHODS,
    paths: ['/users/*/organizations'],
    rates: parsePublishedRates('- - 40/500 40/500 - - - - - - -'),
  },
  { name: 'read logs', methods: READ_METHODS, paths: ['/logs'], rates: parsePublishedRates('- 10/100 - - - - - - - - -') },
  {
    name: 'write device credentials',
    methods: WRITE_METHODS,
    paths: ['/device-credentials', '/device-credentials/*'],
    rates: parsePublishedRates('- 5/100 - - - - - - - - -'),
  },
  {
    name: 'verify custom domains',
    methods: ['POST'],
    paths: ['/custom-domains/*/verify'],
    rates: parsePublishedRates('5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5'),
  },
  {
    name: 'rotate signing keys',
    methods: ['POST'],
    paths: ['/keys/signing/rotate'],
    rates: parsePublishedRates('5/5/d 5/5/d 5/5/d 5/5/d 5/5/d 5/5/d 5/5/d 5/5/d 5/5/d 5/5/d 5/5/d'),
  },
  {
    name: 'read partials',
    methods: READ_METHODS,
    paths: ['/prompts/*/partials'],
    rates: parsePublishedRates('- 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 -'),
  },
  {
    name: 'write partials',
    methods: ['PUT'],
    paths: ['/prompts/*/partials'],
    rates: parsePublishedRates('- 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 5/5 -'),
  },
  {
    name: 'read e-mail templates',
    methods: READ_METHODS,
    paths: ['/email-templates', '/email-templates/*'],
    rates: parsePublishedRates('10/50 10/50 15/150 15/150 - - - - - - -'),
  },
  {
    name: 'write e-mail templates',
    methods: WRITE_METHODS,
    paths: ['/email-templates', '/email-templates/*'],
    rates: parsePublishedRates('5/25 5/25 10/100 10/100 - - - - - - -'),
  },
  {
    name: 'read e-mail provider',
    methods: READ_METHODS,
    paths: ['/emails/provider'],
    rates: parsePublishedRates('5/25 5/25 15/150 15/150 - - - - - - -'),
  },
  {
    name: 'write e-mail provider',
    methods: WRITE_METHODS,
    paths: ['/emails/provider'],
    rates: parsePublishedRates('5/25 5/25 10/100 10/100 - - - - - - -'),
  },
  {
    name: 'read token exchange profiles',
    methods: READ_METHODS,
    paths: ['/token-exchange-profiles', '/token-exchange-profiles/*'],
    rates: parsePublishedRates('- 20/200 20/200 20/200 - 20/200 100/1000 300/3000 600/6000 1200/12000 2000/20000'),
  },
  {
    name: 'write token exchange profiles',
    methods: WRITE_METHODS,
    paths: ['/token-exchange-profiles', '/token-exchange-profiles/*'],
    rates: parsePublishedRates('- 5/100 5/100 5/100 - 5/100 15/300 15/300 15/300 15/300 15/300'),
  },
];

/** The bucket of all endpoints that have no separate one. Most subscriptions count the others here as well (`COUNTING_APART`). */
export const GLOBAL_BUCKET: BucketFacts = {
  name: 'all other endpoints',
  methods: [...READ_METHODS, ...WRITE_METHODS],
  paths: [],
  rates: parsePublishedRates(
    '2/2/s 10/150 50/16/s 10/2/s 20/20/s 50/50/s 250/250/s 750/750/s 1500/1500/s 3000/3000/s 5000/5000/s',
  ),
};

interface BucketRequest {
  readonly method: RequestMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

const BUCKET_PATTERNS = PUBLISHED_BUCKETS.map((facts) => ({
  facts,
  pattern: new RegExp(`^(?:${facts.paths.map((path) => path.replaceAll('*', '[^/]+')).join('|')})$`),
}));

/** Finds the bucket that counts a request. */
export function findBucket({ method, path, query }: BucketRequest): BucketFacts {
  const found = BUCKET_PATTERNS.find(
    ({ facts, pattern }) =>
      facts.methods.includes(method) &&
      (facts.query === undefined || (query !== undefined && Object.hasOwn(query, facts.query))) &&
      pattern.test(path),
  );
  return found?.facts ?? GLOBAL_BUCKET;
}
