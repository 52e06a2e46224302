import type { Outcome } from '../../model/plan/outcome.ts';
import type { ApiFailure } from '../types.ts';
import { claimsOf, scopesOf } from './jwt.ts';

export interface Token {
  readonly value: string;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  /** The tenant's canonical domain, where the token names it. */
  readonly tenant?: string;
  /** When a new one is asked for; never where there is none to ask for. */
  readonly renewAt: number;
}

export interface TokenSource {
  current(): Promise<Outcome<Token, ApiFailure>>;
  /** After the API refused `used`: a new one, unless somebody has fetched one since. */
  renewed(used: string): Promise<Outcome<Token, ApiFailure>>;
  /** What must never be shown. */
  secrets(): readonly string[];
}

/** Whether it can stand in a header. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** What a token says of itself; `scope` is what the token endpoint said beside it. */
export function described(value: string, scope?: string): Omit<Token, 'renewAt'> {
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
