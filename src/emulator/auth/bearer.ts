import { errors, jwtVerify } from 'jose';
import { Refusal } from '../http/refusal.ts';
import type { SigningKeys } from './keys.ts';

/** Somebody at the dashboard. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly user_id: string;
}

export interface Bearer {
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
  readonly jti: string;
  readonly person?: Person;
}

const unauthorized = (message: string, errorCode?: string): Refusal => new Refusal(401, message, errorCode);

/** Checks tokens once and remembers them, since one is sent with every request. */
export class BearerCheck {
  readonly #keys: Promise<SigningKeys>;
  readonly #audience: string;
  readonly #now: () => Date;
  readonly #known = new Map<string, Bearer>();

  constructor(keys: Promise<SigningKeys>, audience: string, now: () => Date) {
    this.#keys = keys;
    this.#audience = audience;
    this.#now = now;
  }

  async check(header: string | undefined): Promise<Bearer> {
    const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (token === undefined) throw unauthorized('Missing authentication');
    const bearer = this.#known.get(token) ?? (await this.#verify(token));
    if (bearer.expiresAt <= this.#now().getTime()) throw expired();
    return bearer;
  }

  async #verify(token: string): Promise<Bearer> {
    const bearer = await this.#claims(token);
    if (this.#known.size > 1000) this.#known.clear();
    this.#known.set(token, bearer);
    return bearer;
  }

  async #claims(token: string): Promise<Bearer> {
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
      throw refusalFor(error);
    }
  }
}

const expired = (): Refusal => unauthorized('Expired token received for JSON Web Token validation', 'invalid_token');

/** 401 messages of the API's error catalogue. */
function refusalFor(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return expired();
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return unauthorized('Invalid signature received for JSON Web Token validation', 'invalid_token');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return unauthorized('Bad audience', 'invalid_token');
  return unauthorized('Invalid token', 'invalid_token');
}
