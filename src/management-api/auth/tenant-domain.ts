import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** The address that requests to a tenant go to. */
export interface TenantSite {
  /** `https://acme.eu.auth0.com`, without a trailing slash. */
  readonly origin: string;
  readonly host: string;
}

/** Whether the host itself identifies the tenant. Behind a custom domain or a proxy, only the token does. */
export const isTenantDomain = ({ host }: TenantSite): boolean => host.endsWith('.auth0.com');

const DOMAIN_FORM = /^(?:(https?):\/\/)?((?:[a-z0-9-]+\.)*[a-z0-9-]+|\[[0-9a-f:]+\])(?::\d{1,5})?\/?$/i;
const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Checks whether a URL's `hostname` is this machine. */
export const isLoopbackHost = (hostname: string): boolean => LOOPBACK_HOST.test(hostname);

/**
 * Parses a domain with or without its scheme. Plain HTTP is allowed for loopback addresses only, because whoever reads the access token on
 * the network controls the tenant.
 * @param setting what contains the domain, for messages
 */
export function parseDomain(text: string, setting = 'AUTH0_DOMAIN'): Outcome<TenantSite, Problem> {
  const form = DOMAIN_FORM.exec(text);
  if (!form) return failWith(buildDomainProblem(`${setting} is not a valid domain`));
  const url = parseUrl(`${form[1] ?? 'https'}://${text.replace(/^https?:\/\//i, '')}`);
  if (!url) return failWith(buildDomainProblem(`${setting} is not a valid domain`));
  const loopback = isLoopbackHost(url.hostname);
  if (url.protocol === 'http:' && !loopback)
    return failWith(buildDomainProblem(`${setting} may use http:// only for localhost and loopback addresses`));
  if (!loopback && !url.hostname.includes('.'))
    return failWith(buildDomainProblem(`${setting} "${url.hostname}" is a tenant name, not a domain`));
  return succeed({ origin: url.origin, host: url.host });
}

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

// Does not quote the value, because `https://user:password@…` contains a secret.
const buildDomainProblem = (message: string): Problem => ({
  code: 'domain-invalid',
  severity: 'error',
  message,
  expected: 'a domain such as acme.eu.auth0.com',
  hint: 'Use the tenant domain from the Settings page of the Auth0 dashboard, without a path.',
});
