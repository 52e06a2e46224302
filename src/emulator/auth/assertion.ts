import { createPublicKey, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { objectOf, objectsOf, textOf } from '../engine/objects.ts';
import type { Tenant } from '../state/tenant.ts';
import { OAuthError } from './oauth-error.ts';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Limits of private_key_jwt: documentation of the method. */
const MAX_LENGTH = 2048;
const MAX_LIFE_SECONDS = 300;
const SKEW_SECONDS = 10;
const ALGORITHMS = ['RS256', 'RS384', 'PS256'];

const refused = (description: string): OAuthError => new OAuthError(401, 'invalid_client', description);

/** Checks a client's signed assertion; each `jti` is good for one use. */
export class AssertionCheck {
  readonly #tenant: Tenant;
  readonly #audiences: readonly string[];
  readonly #now: () => Date;
  readonly #used = new Map<string, number>();

  constructor(tenant: Tenant, audiences: readonly string[], now: () => Date) {
    this.#tenant = tenant;
    this.#audiences = audiences;
    this.#now = now;
  }

  async check(client: JsonObject, assertion: string): Promise<void> {
    if (assertion.length > MAX_LENGTH) throw refused('Client assertion is too long');
    for (const credential of this.#credentialsOf(client)) {
      if (await this.#isSignedBy(credential, assertion, textOf(client, 'client_id'))) return;
    }
    throw refused('Client assertion signature verification failed');
  }

  #credentialsOf(client: JsonObject): readonly JsonObject[] {
    const attached = objectsOf(objectOf(objectOf(client, 'client_authentication_methods'), 'private_key_jwt'), 'credentials');
    const known = this.#tenant.state.collection('client_credentials');
    return attached.map((credential) => known.get(textOf(credential, 'id'))).filter((credential) => credential !== undefined);
  }

  async #isSignedBy(credential: JsonObject, assertion: string, clientId: string): Promise<boolean> {
    try {
      const options = {
        issuer: clientId,
        subject: clientId,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.#now(),
      };
      const { payload } = await jwtVerify(assertion, publicKeyOf(textOf(credential, '$pem')), options);
      this.#checkClaims(payload);
      return true;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) return false;
      if (error instanceof errors.JOSEError)
        throw refused(`Invalid client assertion (${decodeAlg(assertion)}): ${error.message}`);
      throw error;
    }
  }

  #checkClaims(payload: { readonly aud?: unknown; readonly exp?: number; readonly jti?: string }): void {
    const now = this.#now().getTime() / 1000;
    // One string, the issuer: arrays and the endpoint's address are past their end of life.
    if (typeof payload.aud !== 'string' || !this.#audiences.includes(payload.aud))
      throw refused('Client assertion has a wrong audience');
    if (payload.exp === undefined || payload.exp > now + MAX_LIFE_SECONDS + SKEW_SECONDS)
      throw refused('Client assertion must expire within 5 minutes');
    if (payload.jti === undefined || payload.jti === '' || payload.jti.length > 64) throw refused('Client assertion needs a jti');
    this.#useOnce(payload.jti, payload.exp, now);
  }

  #useOnce(jti: string, exp: number, now: number): void {
    for (const [known, until] of this.#used) if (until + SKEW_SECONDS < now) this.#used.delete(known);
    if (this.#used.has(jti)) throw refused('Client assertion was used before');
    this.#used.set(jti, exp);
  }
}

const publicKeyOf = (pem: string) => (pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem));

function decodeAlg(assertion: string): string {
  try {
    return String(decodeProtectedHeader(assertion).alg);
  } catch {
    return 'unreadable';
  }
}

export const usesAssertion = (client: JsonObject): boolean =>
  getObjectMember(objectOf(client, 'client_authentication_methods'), 'private_key_jwt') !== undefined;
