import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import type { ClientClock } from '../client-clock.ts';
import type { ApiFailure } from '../management-api.ts';
import type { Credentials } from './credentials-from-env.ts';
import type { TokenGrant } from './request-token.ts';
import { parseTokenClaims } from './token-claims.ts';
import { type AccessToken, describeToken, type TokenSource } from './token-source.ts';

/** A token is renewed this long before it expires, but not before half of its lifetime is over. */
const RENEWAL_MARGIN_MS = 5 * 60_000;
const PERMANENT_REFUSALS: ReadonlySet<ProblemCode> = new Set(['credentials-refused', 'domain-invalid']);
const DEFAULT_LIFETIME_MS = 60 * 60_000;

/**
 * Creates a source that requests tokens with the client credentials and keeps the current one, in memory only. Concurrent callers
 * share one token request.
 */
export function createCachedToken(
  request: () => Promise<Outcome<TokenGrant, ApiFailure>>,
  credentials: Credentials,
  clock: ClientClock,
): TokenSource {
  let token: AccessToken | undefined;
  let pending: Promise<Outcome<AccessToken, ApiFailure>> | undefined;
  let refused: Outcome<TokenGrant, ApiFailure> | undefined;
  const seen: string[] = credentials.kind === 'secret' ? [credentials.clientSecret] : [];
  const requestToken = async (): Promise<Outcome<AccessToken, ApiFailure>> => {
    const grant = refused ?? (await request());
    if (!grant.ok) {
      // Refused credentials stay refused, so later requests fail without calling the token endpoint again.
      if (PERMANENT_REFUSALS.has(grant.error.problem.code)) refused = grant;
      return grant;
    }
    token = toAccessToken(grant.value, clock.now());
    seen.push(token.value);
    return succeed(token);
  };
  const fetchOnce = () => {
    pending ??= requestToken().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  const getValidToken = () => (token && clock.now() < token.renewAt ? token : undefined);
  return {
    getCurrent: async () => toTokenOutcome(getValidToken()) ?? fetchOnce(),
    renew: async (used) => toTokenOutcome(token?.value === used ? undefined : getValidToken()) ?? fetchOnce(),
    listSecrets: () => seen,
  };
}

const toTokenOutcome = (token: AccessToken | undefined) => (token ? succeed(token) : undefined);

function toAccessToken(grant: TokenGrant, now: number): AccessToken {
  const claims = parseTokenClaims(grant.accessToken);
  const lifetimeMs = grant.expiresInMs ?? (claims?.expires === undefined ? DEFAULT_LIFETIME_MS : claims.expires * 1000 - now);
  return {
    ...describeToken(grant.accessToken, grant.scope),
    renewAt: now + lifetimeMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 2),
  };
}
