import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';

/**
 * Computes what Auth0 returns instead of a PEM (recorded traffic): the thumbprint of a certificate, and for a public key without `kid`, its
 * thumbprint as the `kid`. With these, tenon notices a new key under an old name. Undefined: the PEM is invalid.
 */
export function computeShownKey(item: JsonObject): JsonObject | undefined {
  const pem = getObjectMember(item, 'pem');
  if (typeof pem !== 'string') return {};
  const certificate = parseCertificate(pem);
  if (getObjectMember(item, 'credential_type') === 'x509_cert')
    return buildMember('thumbprint_sha256', certificate && hashSha256(certificate.raw));
  if (getObjectMember(item, 'credential_type') !== 'public_key') return certificate && {};
  const key = certificate?.publicKey ?? tryOrUndefined(() => createPublicKey(pem));
  return getObjectMember(item, 'kid') === undefined ? buildMember('kid', key && computeThumbprint(key)) : key && {};
}

const buildMember = (name: string, value: string | undefined): JsonObject | undefined =>
  value === undefined ? undefined : { [name]: value };

/** Computes an RFC 7638 thumbprint: the hash of the required members of the JWK, sorted by name. */
function computeThumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = key.export({ format: 'jwk' });
  return hashSha256(JSON.stringify(kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }));
}

/**
 * Parses a certificate given as PEM, as base64 of a PEM, or as base64 of DER without the PEM lines. Whether the API accepts the last two
 * is unknown.
 */
function parseCertificate(text: string): X509Certificate | undefined {
  const encodings = [
    text,
    Buffer.from(text, 'base64').toString('utf8'),
    `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`,
  ];
  return encodings.map((form) => tryOrUndefined(() => new X509Certificate(form))).find((found) => found !== undefined);
}

const hashSha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('base64url');

function tryOrUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
