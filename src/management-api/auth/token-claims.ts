import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';

/** The claims of an access token. Not verified: the API does that, and tenon only needs to know its own identity. */
export interface TokenClaims {
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly expires?: number;
}

/** Parses the claims of an access token; `undefined` if it is not a JWT. */
export function parseTokenClaims(token: string): TokenClaims | undefined {
  const claims = decodePayload(token);
  if (!claims) return undefined;
  const clientId = toText(getObjectMember(claims, 'azp')) ?? toText(getObjectMember(claims, 'client_id'));
  const scopes = parseScopes(getObjectMember(claims, 'scope')) ?? parseScopes(getObjectMember(claims, 'permissions'));
  const expires = getObjectMember(claims, 'exp');
  return {
    audiences: toTexts(getObjectMember(claims, 'aud')),
    ...omitUndefined({ clientId, scopes }),
    ...(typeof expires === 'number' ? { expires } : {}),
  };
}

/** Parses scopes: `scope` is a string separated by spaces, `permissions` (tokens of APIs with RBAC) is an array. */
export function parseScopes(value: JsonValue | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  return isArray(value) ? toTexts(value) : undefined;
}

function decodePayload(token: string): JsonObject | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const toText = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const toTexts = (value: JsonValue | undefined): readonly string[] =>
  (isArray(value) ? value : [value]).filter((item) => typeof item === 'string');

/** Whether a token is for this audience; also true where the token does not name any. */
export function isTokenFor(accessToken: string, audience: string): boolean {
  const audiences = parseTokenClaims(accessToken)?.audiences ?? [];
  return audiences.length === 0 || audiences.some((claimed) => isSameAudience(claimed, audience));
}

const isSameAudience = (first: string, second: string): boolean =>
  first.toLowerCase().replace(/\/$/, '') === second.toLowerCase().replace(/\/$/, '');
