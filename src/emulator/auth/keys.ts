import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface SigningKeys {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** One pair for all emulators of a process, since making one is slow; `kid` tells whose token it is. Never written. */
let pair: ReturnType<typeof generateKeyPair> | undefined;

export async function makeSigningKeys(kid: string): Promise<SigningKeys> {
  pair ??= generateKeyPair('RS256');
  const { privateKey, publicKey } = await pair;
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}
