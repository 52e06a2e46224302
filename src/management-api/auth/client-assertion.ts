import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningAlgorithm } from './credentials-from-env.ts';

export interface AssertionKey {
  readonly clientId: string;
  readonly privateKeyPem: string;
  readonly algorithm?: SigningAlgorithm;
}

/**
 * A client's proof that it has the private key, good for one minute and one use. The audience is the issuer with its slash, as one string:
 * a list, or the token endpoint, is deprecated since October 2025. The key is read by node, since jose refuses PKCS #1.
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
