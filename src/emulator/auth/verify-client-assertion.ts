import { createPublicKey, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { getObject, getObjects, getString } from '../engine/json-objects.ts';
import type { EmulatedTenant } from '../state/emulated-tenant.ts';
import { OAuthError } from './oauth-error.ts';

export const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Limits of `private_key_jwt` assertions (Auth0 documentation of the method). */
const MAX_LENGTH = 2048;
const MAX_LIFE_SECONDS = 300;
const SKEW_SECONDS = 10;
const ALGORITHMS = ['RS256', 'RS384', 'PS256'];

const buildAssertionError = (description: string): OAuthError => new OAuthError(401, 'invalid_client', description);

/** Verifies signed client assertions. Each `jti` is accepted once. */
export class ClientAssertionVerifier {
  readonly #tenant: EmulatedTenant;
  readonly #audiences: readonly string[];
  readonly #now: () => Date;
  readonly #used = new Map<string, number>();

  constructor(tenant: EmulatedTenant, audiences: readonly string[], now: () => Date) {
    this.#tenant = tenant;
    this.#audiences = audiences;
    this.#now = now;
  }

  async verify(client: JsonObject, assertion: string): Promise<void> {
    if (assertion.length > MAX_LENGTH) throw buildAssertionError('Client assertion is too long');
    for (const credential of this.#listCredentials(client)) {
      if (await this.#isSignedBy(credential, assertion, getString(client, 'client_id'))) return;
    }
    throw buildAssertionError('Client assertion signature verification failed');
  }

  #listCredentials(client: JsonObject): readonly JsonObject[] {
    const attached = getObjects(getObject(getObject(client, 'client_authentication_methods'), 'private_key_jwt'), 'credentials');
    const known = this.#tenant.state.getCollection('client_credentials');
    return attached.map((credential) => known.get(getString(credential, 'id'))).filter((credential) => credential !== undefined);
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
      const { payload } = await jwtVerify(assertion, toPublicKey(getString(credential, '$pem')), options);
      this.#checkClaims(payload);
      return true;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) return false;
      if (error instanceof errors.JOSEError)
        throw buildAssertionError(`Invalid client assertion (${decodeAlgorithm(assertion)}): ${error.message}`);
      throw error;
    }
  }

  #checkClaims(payload: { readonly aud?: unknown; readonly exp?: number; readonly jti?: string }): void {
    const now = this.#now().getTime() / 1000;
    // Auth0 accepts a single string, the issuer. Arrays and the token endpoint's URL have reached their end of life.
    if (typeof payload.aud !== 'string' || !this.#audiences.includes(payload.aud))
      throw buildAssertionError('Client assertion has a wrong audience');
    if (payload.exp === undefined || payload.exp > now + MAX_LIFE_SECONDS + SKEW_SECONDS)
      throw buildAssertionError('Client assertion must expire within 5 minutes');
    if (payload.jti === undefined || payload.jti === '' || payload.jti.length > 64)
      throw buildAssertionError('Client assertion needs a jti');
    this.#useOnce(payload.jti, payload.exp, now);
  }

  #useOnce(jti: string, exp: number, now: number): void {
    for (const [known, until] of this.#used) if (until + SKEW_SECONDS < now) this.#used.delete(known);
    if (this.#used.has(jti)) throw buildAssertionError('Client assertion was used before');
    this.#used.set(jti, exp);
  }
}

const toPublicKey = (pem: string) => (pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem));

function decodeAlgorithm(assertion: string): string {
  try {
    return String(decodeProtectedHeader(assertion).alg);
  } catch {
    return 'unreadable';
  }
}

export const hasAssertionMethod = (client: JsonObject): boolean =>
  getObjectMember(getObject(client, 'client_authentication_methods'), 'private_key_jwt') !== undefined;
