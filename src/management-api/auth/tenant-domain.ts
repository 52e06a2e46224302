import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Where a tenant is called: `https://acme.eu.auth0.com`, without a slash at the end. */
export interface TenantSite {
  readonly origin: string;
  readonly host: string;
}

/** The requests go to this tenant, whatever a token says; only behind a custom domain or a proxy the token alone names it. */
export const isTenantDomain = ({ host }: TenantSite): boolean => host.endsWith('.auth0.com');

const DOMAIN_FORM = /^(?:(https?):\/\/)?((?:[a-z0-9-]+\.)*[a-z0-9-]+|\[[0-9a-f:]+\])(?::\d{1,5})?\/?$/i;
const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** A bare domain, or one with its scheme. Plain HTTP never leaves the machine: a token on the wire is the tenant. */
export function parseDomain(text: string): Outcome<TenantSite, Problem> {
  const form = DOMAIN_FORM.exec(text);
  if (!form) return failWith(buildDomainProblem('AUTH0_DOMAIN is not a domain'));
  const url = parseUrl(`${form[1] ?? 'https'}://${text.replace(/^https?:\/\//i, '')}`);
  if (!url) return failWith(buildDomainProblem('AUTH0_DOMAIN is not a domain'));
  const loopback = LOOPBACK_HOST.test(url.hostname);
  if (url.protocol === 'http:' && !loopback)
    return failWith(buildDomainProblem('AUTH0_DOMAIN may begin with http:// only on this machine'));
  if (!loopback && !url.hostname.includes('.'))
    return failWith(buildDomainProblem(`AUTH0_DOMAIN "${url.hostname}" is a tenant's name, not its domain`));
  return succeed({ origin: url.origin, host: url.host });
}

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

// The text itself is not repeated: with `https://user:password@…` it would hold a secret.
const buildDomainProblem = (message: string): Problem => ({
  code: 'domain-invalid',
  severity: 'error',
  message,
  expected: 'a domain such as acme.eu.auth0.com',
  hint: 'Give the tenant domain that the Auth0 dashboard shows under Settings, without a path.',
});
