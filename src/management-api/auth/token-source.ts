import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { ApiFailure } from '../management-api.ts';
import { parseScopes, parseTokenClaims } from './token-claims.ts';

export interface AccessToken {
  readonly value: string;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  /** The tenant's canonical domain, if the token's audience contains it. */
  readonly tenant?: string;
  /** When to request a new token, in milliseconds since 1970; infinite if the token cannot be renewed. */
  readonly renewAt: number;
}

export interface TokenSource {
  getCurrent(): Promise<Outcome<AccessToken, ApiFailure>>;
  /** Replaces the token `used`, which the API refused. If it has been replaced already, returns the current token. */
  renew(used: string): Promise<Outcome<AccessToken, ApiFailure>>;
  /** Lists the tokens and secrets that must never be shown. */
  listSecrets(): readonly string[];
}

/** Whether a text is safe as an HTTP header value: visible ASCII characters only. */
export const isHeaderSafe = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/**
 * Reads the client, scopes and tenant from a token's claims.
 *
 * @param scope the `scope` of the token endpoint's answer, which takes precedence over the claims
 */
export function describeToken(value: string, scope?: string): Omit<AccessToken, 'renewAt'> {
  const claims = parseTokenClaims(value);
  const scopes = parseScopes(scope) ?? claims?.scopes;
  const tenant = findTenant(claims?.audiences ?? []);
  return {
    value,
    ...omitUndefined({ clientId: claims?.clientId, scopes, tenant }),
  };
}

/** The Management API's audience contains the canonical domain, even if requests go to a custom domain. */
function findTenant(audiences: readonly string[]): string | undefined {
  const own = audiences.find((audience) => audience.endsWith('/api/v2/') && URL.canParse(audience));
  return own === undefined ? undefined : new URL(own).host;
}
