import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A new public key, as somebody would declare it. */
export function publicPem(): string {
  const { publicKey }: { readonly publicKey: KeyObject } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return String(publicKey.export({ type: 'spki', format: 'pem' }));
}
