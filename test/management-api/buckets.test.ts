import { expect, test } from 'vitest';
import { findBucket, GLOBAL_BUCKET, PUBLISHED_BUCKETS } from '../../src/management-api/rate-limits/facts/bucket-facts.ts';

test.each([
  ['GET', '/organizations', 'read organizations'],
  ['GET', '/organizations/org_1', 'read organization'],
  ['GET', '/organizations/name/acme', 'read organization by name'],
  ['POST', '/organizations', 'write organizations'],
  ['PATCH', '/organizations/org_1', 'write organizations'],
  ['DELETE', '/organizations/org_1', 'write organizations'],
  ['GET', '/organizations/org_1/enabled_connections', 'read organization connections'],
  ['GET', '/organizations/org_1/connections', 'read organization connections (newer endpoint)'],
  ['POST', '/organizations/org_1/enabled_connections', 'write organization connections'],
  ['DELETE', '/organizations/org_1/enabled_connections/con_1', 'write organization connections'],
  ['GET', '/organizations/org_1/client-grants', 'read organization client grants'],
  ['POST', '/organizations/org_1/client-grants', 'write organization client grants'],
  ['DELETE', '/organizations/org_1/client-grants/cgr_1', 'all other endpoints'],
  ['GET', '/organizations/org_1/discovery-domains', 'all other endpoints'],
  ['GET', '/clients', 'read clients'],
  ['GET', '/clients/abc', 'all other endpoints'],
  ['POST', '/clients', 'all other endpoints'],
  ['GET', '/connections', 'read connections'],
  ['GET', '/connections/con_1/status', 'connection status'],
  ['GET', '/connections/con_1/clients', 'all other endpoints'],
  ['GET', '/roles', 'all other endpoints'],
  ['GET', '/prompts/login/partials', 'read partials'],
  ['PUT', '/prompts/login/partials', 'write partials'],
  ['GET', '/email-templates/welcome_email', 'read e-mail templates'],
  ['PATCH', '/emails/provider', 'write e-mail provider'],
  ['POST', '/token-exchange-profiles', 'write token exchange profiles'],
] as const)('%s %s is counted with: %s', (method, path, name) => {
  expect(findBucket({ method, path }).name).toBe(name);
});

test('a search of clients is counted apart from a list of them', () => {
  expect(findBucket({ method: 'GET', path: '/clients', query: { q: 'x' } }).name).toBe('search clients');
  expect(findBucket({ method: 'GET', path: '/clients', query: { is_global: 'false' } }).name).toBe('read clients');
});

test('every bucket has a name of its own, paths, and rates that make sense', () => {
  expect(new Set(PUBLISHED_BUCKETS.map(({ name }) => name)).size).toBe(PUBLISHED_BUCKETS.length);
  for (const { paths, rates, methods } of PUBLISHED_BUCKETS) {
    expect(Math.min(paths.length, rates.length, methods.length)).toBeGreaterThan(0);
    expect(rates).toHaveLength(GLOBAL_BUCKET.rates.length);
    for (const { burst, count } of rates.flat()) expect(Math.min(burst, count)).toBeGreaterThan(0);
  }
});
