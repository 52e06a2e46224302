import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface TokenSigningKeys {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** One pair for all emulators of a process, since making one is slow; `kid` tells whose token it is. Never written. */
let sharedPair: ReturnType<typeof generateKeyPair> | undefined;

export async function makeTokenSigningKeys(kid: string): Promise<TokenSigningKeys> {
  sharedPair ??= generateKeyPair('RS256');
  const { privateKey, publicKey } = await sharedPair;
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}
