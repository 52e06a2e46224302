import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { describeUnexpectedError } from '../../model/problem/unexpected-error.ts';
import type { ApiFailure } from '../management-api.ts';
import { buildRequestPlace, buildRequestProblem } from '../transport/request-problems.ts';
import type { TokenGrant } from './request-token.ts';
import type { TenantSite } from './tenant-domain.ts';
import { isTokenFor } from './token-claims.ts';
import { isHeaderSafe } from './token-source.ts';

/** Asks the program that uses tenon for an access token. Called again before the token expires, and after the API refused it. */
export async function requestProvidedToken(
  getToken: () => Promise<string>,
  site: TenantSite,
  audience: string,
): Promise<Outcome<TokenGrant, ApiFailure>> {
  try {
    const accessToken = await getToken();
    if (!isHeaderSafe(accessToken)) return refuse('getToken returned a token with invalid characters');
    if (!isTokenFor(accessToken, audience)) return refuse(`getToken returned a token for another audience than ${site.host}`);
    return succeed({ accessToken });
  } catch (error) {
    return refuse(`getToken failed: ${describeUnexpectedError(error)}`);
  }
}

const refuse = (message: string): Outcome<TokenGrant, ApiFailure> =>
  failWith({
    problem: buildRequestProblem(
      'credentials-refused',
      buildRequestPlace({ method: 'POST', path: '/oauth/token' }),
      message,
      'Return a Management API access token of this tenant from getToken.',
    ),
    carriedOut: 'no',
  });
