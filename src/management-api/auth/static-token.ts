import { failWith, succeed } from '../../model/plan/outcome.ts';
import type { ClientClock } from '../client-clock.ts';
import type { ApiFailure } from '../management-api.ts';
import { buildRequestPlace, buildRequestProblem } from '../transport/request-problems.ts';
import { TOKEN_REQUEST } from './request-token.ts';
import type { TenantSite } from './tenant-domain.ts';
import { isTokenFor, parseTokenClaims } from './token-claims.ts';
import { type AccessToken, describeToken, isHeaderSafe, type TokenSource } from './token-source.ts';

/**
 * Creates a source for a fixed access token that tenon cannot renew.
 *
 * @param audience the audience that the token must have
 */
export function createStaticToken(accessToken: string, clock: ClientClock, site: TenantSite, audience: string): TokenSource {
  const token: AccessToken = { ...describeToken(accessToken), renewAt: Number.POSITIVE_INFINITY };
  const claims = parseTokenClaims(accessToken);
  const expiresAtSeconds = claims?.expires;
  const isExpired = () => expiresAtSeconds !== undefined && expiresAtSeconds * 1000 <= clock.now();
  if (!isHeaderSafe(accessToken))
    return {
      getCurrent: async () => failWith(malformedTokenFailure),
      renew: async () => failWith(malformedTokenFailure),
      listSecrets: () => [accessToken],
    };
  if (!isTokenFor(accessToken, audience)) {
    const foreignTokenFailure = failWith(buildForeignTokenFailure(site));
    return {
      getCurrent: async () => foreignTokenFailure,
      renew: async () => foreignTokenFailure,
      listSecrets: () => [accessToken],
    };
  }
  return {
    getCurrent: async () => (isExpired() ? failWith(buildExpiredFailure(site)) : succeed(token)),
    renew: async () => failWith(isExpired() ? buildExpiredFailure(site) : buildRefusedFailure(site)),
    listSecrets: () => [accessToken],
  };
}

const malformedTokenFailure: ApiFailure = {
  problem: buildRequestProblem(
    'credentials-refused',
    buildRequestPlace(TOKEN_REQUEST),
    'the access token has invalid characters',
    'Check AUTH0_ACCESS_TOKEN: it must be one line without spaces.',
  ),
  carriedOut: 'no',
};

const buildExpiredFailure = (site: TenantSite): ApiFailure => ({
  problem: buildRequestProblem(
    'token-expired',
    buildRequestPlace(TOKEN_REQUEST),
    `the access token for ${site.host} has expired`,
    'Set AUTH0_ACCESS_TOKEN to a new token.',
  ),
  carriedOut: 'no',
});

const buildForeignTokenFailure = (site: TenantSite): ApiFailure => ({
  problem: buildRequestProblem(
    'token-of-another-tenant',
    buildRequestPlace(TOKEN_REQUEST),
    `the access token was not issued for ${site.host}: its audience differs`,
    'Set AUTH0_ACCESS_TOKEN to a token of this tenant. If AUTH0_DOMAIN is a custom domain or a proxy, also set AUTH0_AUDIENCE.',
  ),
  carriedOut: 'no',
});

const buildRefusedFailure = (site: TenantSite): ApiFailure => ({
  problem: buildRequestProblem(
    'credentials-refused',
    buildRequestPlace(TOKEN_REQUEST, 401),
    `${site.host} refused the access token`,
    'Check that AUTH0_ACCESS_TOKEN was issued for this tenant.',
  ),
  status: 401,
  carriedOut: 'no',
});
