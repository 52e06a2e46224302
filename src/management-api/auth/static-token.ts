import { failure, success } from '../../model/plan/outcome.ts';
import type { Clock } from '../clock.ts';
import { placeOf, problemAt } from '../transport/request-problems.ts';
import type { ApiFailure } from '../types.ts';
import { claimsOf } from './jwt.ts';
import type { Site } from './tenant-domain.ts';
import { described, isToken, type Token, type TokenSource } from './token-source.ts';

/** A token that somebody gave us: it lives as long as it lives. `audience`: what it must be for. */
export function givenToken(accessToken: string, clock: Clock, site: Site, audience: string): TokenSource {
  const token: Token = { ...described(accessToken), renewAt: Number.POSITIVE_INFINITY };
  const claims = claimsOf(accessToken);
  const ends = claims?.expires;
  const expired = () => ends !== undefined && ends * 1000 <= clock.now();
  if (!isToken(accessToken))
    return { current: async () => failure(noToken), renewed: async () => failure(noToken), secrets: () => [accessToken] };
  if (claims && claims.audiences.length > 0 && !claims.audiences.some((one) => isSameAudience(one, audience))) {
    const foreign = failure(tokenOfAnother(site));
    return { current: async () => foreign, renewed: async () => foreign, secrets: () => [accessToken] };
  }
  return {
    current: async () => (expired() ? failure(tokenExpired(site)) : success(token)),
    renewed: async () => failure(expired() ? tokenExpired(site) : tokenRefused(site)),
    secrets: () => [accessToken],
  };
}

const isSameAudience = (one: string, other: string): boolean =>
  one.toLowerCase().replace(/\/$/, '') === other.toLowerCase().replace(/\/$/, '');

const asked = { method: 'POST', path: '/oauth/token' } as const;

const noToken: ApiFailure = {
  problem: problemAt(
    'credentials-refused',
    placeOf(asked),
    'the access token holds characters that no token has',
    'Check AUTH0_ACCESS_TOKEN: it is one line without spaces.',
  ),
  carriedOut: 'no',
};

const tokenExpired = (site: Site): ApiFailure => ({
  problem: problemAt(
    'token-expired',
    placeOf(asked),
    `the access token for ${site.host} has expired`,
    'Put a new one into AUTH0_ACCESS_TOKEN.',
  ),
  carriedOut: 'no',
});

const tokenOfAnother = (site: Site): ApiFailure => ({
  problem: problemAt(
    'token-of-another-tenant',
    placeOf(asked),
    `the access token is not for ${site.host}: its audience is another one`,
    'Put a token of this tenant into AUTH0_ACCESS_TOKEN. Where AUTH0_DOMAIN is a custom domain or a proxy, set AUTH0_AUDIENCE.',
  ),
  carriedOut: 'no',
});

const tokenRefused = (site: Site): ApiFailure => ({
  problem: problemAt(
    'credentials-refused',
    placeOf(asked, 401),
    `${site.host} refused the access token`,
    'Check that AUTH0_ACCESS_TOKEN is for this tenant.',
  ),
  status: 401,
  carriedOut: 'no',
});
