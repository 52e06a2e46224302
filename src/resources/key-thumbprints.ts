import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../model/json/json-value.ts';

/**
 * What Auth0 tells of a key or certificate in place of its PEM, worked out of the PEM (recorded traffic): the thumbprint of a public key
 * as its `kid`, where none is given, and that of a certificate. So a new key under an old name is seen without any secret being compared.
 * Undefined where the PEM is none.
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

/** RFC 7638: over the members of the JWK that make the key, in the order of their names. */
function computeThumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = key.export({ format: 'jwk' });
  return hashSha256(JSON.stringify(kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }));
}

/** As a PEM, as the base64 of one, or as the bare base64 of its bytes: what the API makes of the last two we need not know better. */
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
