import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * What is kept holds what the tenant's answers held, secrets included: it is sealed with a key that comes from the credentials, which
 * whoever can read the tenant has anyway. Sealed also means that nobody can write into it that nothing has changed.
 */
const MAGIC = Buffer.from('tenon-cache/1\n');
const [SALT, IV, TAG] = [16, 12, 16];
const CIPHER = 'aes-256-gcm';

/** Client secrets and private keys are long and random: no slow derivation is needed. */
const deriveKey = (secret: string, salt: Buffer): Buffer => Buffer.from(hkdfSync('sha256', secret, salt, 'tenon cache', 32));

export function sealCache(text: string, secret: string): Buffer {
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  const cipher = createCipheriv(CIPHER, deriveKey(secret, salt), iv).setAAD(MAGIC);
  const data = Buffer.concat([cipher.update(gzipSync(text)), cipher.final()]);
  return Buffer.concat([MAGIC, salt, iv, cipher.getAuthTag(), data]);
}

/** Throws for what was not sealed with this secret. */
export function openSealedCache(bytes: Buffer, secret: string): string {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('of another format');
  const parts = bytes.subarray(MAGIC.length);
  const salt = parts.subarray(0, SALT);
  const iv = parts.subarray(SALT, SALT + IV);
  const tag = parts.subarray(SALT + IV, SALT + IV + TAG);
  const cipher = createDecipheriv(CIPHER, deriveKey(secret, salt), iv, { authTagLength: TAG }).setAAD(MAGIC).setAuthTag(tag);
  return gunzipSync(Buffer.concat([cipher.update(parts.subarray(SALT + IV + TAG)), cipher.final()])).toString('utf8');
}
