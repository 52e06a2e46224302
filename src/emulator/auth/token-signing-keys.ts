import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface TokenSigningKeys {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** One key pair per process, because generating one is slow. The `kid` identifies the emulator. Never written to disk. */
let sharedPair: ReturnType<typeof generateKeyPair> | undefined;

export async function makeTokenSigningKeys(kid: string): Promise<TokenSigningKeys> {
  sharedPair ??= generateKeyPair('RS256');
  const { privateKey, publicKey } = await sharedPair;
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}
