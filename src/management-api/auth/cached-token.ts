import { type Outcome, success } from '../../model/plan/outcome.ts';
import type { ProblemCode } from '../../model/problem/codes.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../types.ts';
import type { Credentials } from './credentials.ts';
import { claimsOf } from './jwt.ts';
import type { Grant } from './request-token.ts';
import { described, type Token, type TokenSource } from './token-source.ts';

/** What is left of its life when a token is replaced; a token of a short life is used for half of it. */
const MARGIN_MS = 5 * 60_000;
const LASTING: ReadonlySet<ProblemCode> = new Set(['credentials-refused', 'domain-invalid']);
const UNSAID_LIFE_MS = 60 * 60_000;

/** Asks once, however many requests wait, and keeps the token in memory only. */
export function grantedTokens(
  request: () => Promise<Outcome<Grant, ApiFailure>>,
  credentials: Credentials,
  clock: Clock,
): TokenSource {
  let token: Token | undefined;
  let pending: Promise<Outcome<Token, ApiFailure>> | undefined;
  let refused: Outcome<Grant, ApiFailure> | undefined;
  const seen: string[] = credentials.kind === 'secret' ? [credentials.clientSecret] : [];
  const ask = async (): Promise<Outcome<Token, ApiFailure>> => {
    const grant = refused ?? (await request());
    if (!grant.ok) {
      // Credentials that were refused stay refused: the requests that still wait need not ask again.
      if (LASTING.has(grant.error.problem.code)) refused = grant;
      return grant;
    }
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
    current: async () => known(valid()) ?? fetchOnce(),
    renewed: async (used) => known(token?.value === used ? undefined : valid()) ?? fetchOnce(),
    secrets: () => seen,
  };
}

const known = (token: Token | undefined) => (token ? success(token) : undefined);

function tokenOf(grant: Grant, now: number): Token {
  const claims = claimsOf(grant.accessToken);
  const life = grant.expiresInMs ?? (claims?.expires === undefined ? UNSAID_LIFE_MS : claims.expires * 1000 - now);
  return { ...described(grant.accessToken, grant.scope), renewAt: now + life - Math.min(MARGIN_MS, life / 2) };
}
