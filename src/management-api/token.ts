import { isObject, member } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import type { Site } from './domain.ts';
import { claimsOf, scopesOf } from './jwt.ts';
import { placeOf, problemAt } from './problems.ts';
import type { ApiFailure } from './types.ts';

export interface Token {
  readonly value: string;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  /** The tenant's canonical domain, where the token names it. */
  readonly tenant?: string;
  /** When a new one is asked for; never where there is none to ask for. */
  readonly renewAt: number;
}

/** What the token endpoint gave. */
export interface Grant {
  readonly accessToken: string;
  readonly expiresInMs?: number;
  readonly scope?: string;
}

export interface TokenSource {
  current(): Promise<Outcome<Token, ApiFailure>>;
  /** After the API refused `used`: a new one, unless somebody has fetched one since. */
  renewed(used: string): Promise<Outcome<Token, ApiFailure>>;
  /** What must never be shown. */
  secrets(): readonly string[];
}

const MARGIN_MS = 5 * 60_000;
const UNSAID_LIFE_MS = 60 * 60_000;

/** Asks once, however many requests wait, and keeps the token in memory only. */
export function grantedTokens(
  request: () => Promise<Outcome<Grant, ApiFailure>>,
  credentials: Credentials,
  clock: Clock,
): TokenSource {
  let token: Token | undefined;
  let pending: Promise<Outcome<Token, ApiFailure>> | undefined;
  const seen: string[] = credentials.kind === 'secret' ? [credentials.clientSecret] : [];
  const ask = async (): Promise<Outcome<Token, ApiFailure>> => {
    const grant = await request();
    if (!grant.ok) return grant;
    token = tokenOf(grant.value, clock.now());
    seen.push(token.value);
    return success(token);
  };
  const fetchOnce = () => {
    pending ??= ask().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  const valid = () => (token && clock.now() < token.renewAt ? token : undefined);
  return {
    current: async () => success1(valid()) ?? fetchOnce(),
    renewed: async (used) => success1(token?.value === used ? undefined : valid()) ?? fetchOnce(),
    secrets: () => seen,
  };
}

const success1 = (token: Token | undefined) => (token ? success(token) : undefined);

function tokenOf(grant: Grant, now: number): Token {
  const claims = claimsOf(grant.accessToken);
  const life = grant.expiresInMs ?? (claims?.expires === undefined ? UNSAID_LIFE_MS : claims.expires * 1000 - now);
  return { ...described(grant.accessToken, grant.scope), renewAt: now + life - Math.min(MARGIN_MS, life / 2) };
}

/** A token that somebody gave us: it lives as long as it lives. */
export function givenToken(accessToken: string, clock: Clock, site: Site): TokenSource {
  const token: Token = { ...described(accessToken), renewAt: Number.POSITIVE_INFINITY };
  const ends = claimsOf(accessToken)?.expires;
  const expired = () => ends !== undefined && ends * 1000 <= clock.now();
  return {
    current: async () => (expired() ? failure(tokenExpired(site)) : success(token)),
    renewed: async () => failure(expired() ? tokenExpired(site) : tokenRefused(site)),
    secrets: () => [accessToken],
  };
}

function described(value: string, scope?: string): Omit<Token, 'renewAt'> {
  const claims = claimsOf(value);
  const scopes = scopesOf(scope) ?? claims?.scopes;
  const tenant = tenantOf(claims?.audiences ?? []);
  return {
    value,
    ...(claims?.clientId === undefined ? {} : { clientId: claims.clientId }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

/** The audience of the Management API always has the canonical domain, also where a custom domain is called. */
function tenantOf(audiences: readonly string[]): string | undefined {
  const own = audiences.find((audience) => audience.endsWith('/api/v2/') && URL.canParse(audience));
  return own === undefined ? undefined : new URL(own).host;
}

const asked = { method: 'POST', path: '/oauth/token' } as const;

const tokenExpired = (site: Site): ApiFailure => ({
  problem: problemAt(
    'token-expired',
    placeOf(asked),
    `The access token for ${site.host} has expired.`,
    'Put a new one into AUTH0_ACCESS_TOKEN.',
  ),
  carriedOut: 'no',
});

const tokenRefused = (site: Site): ApiFailure => ({
  problem: problemAt(
    'credentials-refused',
    placeOf(asked, 401),
    `${site.host} refused the access token.`,
    'Check that AUTH0_ACCESS_TOKEN is for this tenant.',
  ),
  status: 401,
  carriedOut: 'no',
});

/** The answer of the token endpoint; `undefined` where it is no grant. */
export function grantOf(body: unknown): Grant | undefined {
  if (!isObject(body)) return undefined;
  const accessToken = member(body, 'access_token');
  const seconds = member(body, 'expires_in');
  const scope = member(body, 'scope');
  if (typeof accessToken !== 'string' || accessToken === '') return undefined;
  return {
    accessToken,
    ...(typeof seconds === 'number' ? { expiresInMs: seconds * 1000 } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
  };
}
