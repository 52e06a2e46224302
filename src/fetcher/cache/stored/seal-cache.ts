import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * The cache contains the tenant's answers with their secrets, so it is encrypted with a key derived from the credentials: only those who can
 * read the tenant can read the cache. Authenticated encryption also keeps others from forging a cache that hides changes.
 */
const MAGIC = Buffer.from('tenon-cache/1\n');
const [SALT, IV, TAG] = [16, 12, 16];
const CIPHER = 'aes-256-gcm';

/** Client secrets and private keys are long and random, so a slow password hash is not needed. */
const deriveKey = (secret: string, salt: Buffer): Buffer => Buffer.from(hkdfSync('sha256', secret, salt, 'tenon cache', 32));

export function sealCache(text: string, secret: string): Buffer {
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  const cipher = createCipheriv(CIPHER, deriveKey(secret, salt), iv).setAAD(MAGIC);
  const data = Buffer.concat([cipher.update(gzipSync(text)), cipher.final()]);
  return Buffer.concat([MAGIC, salt, iv, cipher.getAuthTag(), data]);
}

/** Decrypts a sealed cache. Throws if it was not sealed with this secret or was modified. */
export function openSealedCache(bytes: Buffer, secret: string): string {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not a tenon cache file of this format version');
  const parts = bytes.subarray(MAGIC.length);
  const salt = parts.subarray(0, SALT);
  const iv = parts.subarray(SALT, SALT + IV);
  const tag = parts.subarray(SALT + IV, SALT + IV + TAG);
  const cipher = createDecipheriv(CIPHER, deriveKey(secret, salt), iv, { authTagLength: TAG }).setAAD(MAGIC).setAuthTag(tag);
  return gunzipSync(Buffer.concat([cipher.update(parts.subarray(SALT + IV + TAG)), cipher.final()])).toString('utf8');
}
