import type { Outcome } from '../../model/plan/outcome.ts';
import type { ApiFailure } from '../management-api.ts';
import { parseScopes, parseTokenClaims } from './token-claims.ts';

export interface AccessToken {
  readonly value: string;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  /** The tenant's canonical domain, where the token names it. */
  readonly tenant?: string;
  /** When a new one is asked for; never where there is none to ask for. */
  readonly renewAt: number;
}

export interface TokenSource {
  getCurrent(): Promise<Outcome<AccessToken, ApiFailure>>;
  /** After the API refused `used`: a new one, unless somebody has fetched one since. */
  renew(used: string): Promise<Outcome<AccessToken, ApiFailure>>;
  /** What must never be shown. */
  listSecrets(): readonly string[];
}

/** Whether it can stand in a header. */
export const isHeaderSafe = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** What a token says of itself; `scope` is what the token endpoint said beside it. */
export function describeToken(value: string, scope?: string): Omit<AccessToken, 'renewAt'> {
  const claims = parseTokenClaims(value);
  const scopes = parseScopes(scope) ?? claims?.scopes;
  const tenant = findTenant(claims?.audiences ?? []);
  return {
    value,
    ...(claims?.clientId === undefined ? {} : { clientId: claims.clientId }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

/** The audience of the Management API always has the canonical domain, also where a custom domain is called. */
function findTenant(audiences: readonly string[]): string | undefined {
  const own = audiences.find((audience) => audience.endsWith('/api/v2/') && URL.canParse(audience));
  return own === undefined ? undefined : new URL(own).host;
}
