import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningAlgorithm } from './credentials-from-env.ts';

export interface AssertionKey {
  readonly clientId: string;
  readonly privateKeyPem: string;
  readonly algorithm?: SigningAlgorithm;
}

/**
 * Signs a client assertion (private_key_jwt) that is valid for one minute and one use. The audience must be the issuer as a single
 * string, with its trailing slash: Auth0 deprecated a list or the token endpoint URL in October 2025. Node parses the key because
 * jose does not accept PKCS #1.
 *
 * @param now milliseconds since 1970
 */
export async function signAssertion(key: AssertionKey, issuer: string, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: key.algorithm ?? 'RS256', typ: 'JWT' })
    .setIssuer(key.clientId)
    .setSubject(key.clientId)
    .setAudience(issuer)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .sign(createPrivateKey(key.privateKeyPem));
}
