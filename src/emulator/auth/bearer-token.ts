import { errors, jwtVerify } from 'jose';
import type { DashboardPerson } from '../emulator-options.ts';
import { Refusal } from '../http/refusal.ts';
import type { TokenSigningKeys } from './token-signing-keys.ts';

/** Who sends a request, and with which scopes. */
export interface BearerToken {
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly jti: string;
  /** The dashboard user who sends the request; `undefined` for a client. */
  readonly person?: Required<DashboardPerson>;
}

const buildUnauthorized = (message: string, errorCode?: string): Refusal => new Refusal(401, message, errorCode);

/** Verifies bearer tokens. A token is sent with every request, so its signature is checked once and the result cached. */
export class BearerTokenVerifier {
  readonly #keys: Promise<TokenSigningKeys>;
  readonly #audience: string;
  readonly #now: () => Date;
  readonly #known = new Map<string, BearerToken>();

  constructor(keys: Promise<TokenSigningKeys>, audience: string, now: () => Date) {
    this.#keys = keys;
    this.#audience = audience;
    this.#now = now;
  }

  async check(header: string | undefined): Promise<BearerToken> {
    const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (token === undefined) throw buildUnauthorized('Missing authentication');
    const bearer = this.#known.get(token) ?? (await this.#verify(token));
    if (bearer.expiresAt <= this.#now().getTime()) throw buildExpiredError();
    return bearer;
  }

  async #verify(token: string): Promise<BearerToken> {
    const bearer = await this.#readClaims(token);
    if (this.#known.size > 1000) this.#known.clear();
    this.#known.set(token, bearer);
    return bearer;
  }

  async #readClaims(token: string): Promise<BearerToken> {
    const { publicKey, kid } = await this.#keys;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
        audience: this.#audience,
        algorithms: ['RS256'],
        currentDate: this.#now(),
      });
      if (protectedHeader.kid !== kid) throw new errors.JWSSignatureVerificationFailed();
      const scope = typeof payload.scope === 'string' ? payload.scope : '';
      const expiresAt = (payload.exp ?? 0) * 1000;
      return { clientId: String(payload.azp), scopes: new Set(scope.split(' ')), expiresAt, jti: payload.jti ?? '' };
    } catch (error) {
      throw toRefusal(error);
    }
  }
}

const buildExpiredError = (): Refusal =>
  buildUnauthorized('Expired token received for JSON Web Token validation', 'invalid_token');

/** Maps a verification error to the API's 401 message (error catalog of the API). */
function toRefusal(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return buildExpiredError();
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return buildUnauthorized('Invalid signature received for JSON Web Token validation', 'invalid_token');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return buildUnauthorized('Bad audience', 'invalid_token');
  return buildUnauthorized('Invalid token', 'invalid_token');
}
