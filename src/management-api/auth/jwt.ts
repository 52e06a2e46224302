import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';

/** What a token says of itself. Not verified: the API does that, we only want to know who we are. */
export interface TokenClaims {
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly expires?: number;
}

/** `undefined` where the token is opaque. */
export function claimsOf(token: string): TokenClaims | undefined {
  const claims = payloadOf(token);
  if (!claims) return undefined;
  const clientId = text(member(claims, 'azp')) ?? text(member(claims, 'client_id'));
  const scopes = scopesOf(member(claims, 'scope')) ?? scopesOf(member(claims, 'permissions'));
  const expires = member(claims, 'exp');
  return {
    audiences: texts(member(claims, 'aud')),
    ...(clientId === undefined ? {} : { clientId }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(typeof expires === 'number' ? { expires } : {}),
  };
}

/** `scope` is a list with spaces; `permissions` (tokens of APIs with RBAC) an array. */
export function scopesOf(value: JsonValue | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  return isArray(value) ? texts(value) : undefined;
}

function payloadOf(token: string): JsonObject | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const texts = (value: JsonValue | undefined): readonly string[] =>
  (isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
