import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type JsonObject, member } from '../model/json/json.ts';

/**
 * What Auth0 tells of a key or certificate in place of its PEM, worked out of the PEM (recorded traffic): the thumbprint of a public key
 * as its `kid`, where none is given, and that of a certificate. So a new key under an old name is seen without any secret being compared.
 * Undefined where the PEM is none.
 */
export function shownOfKey(item: JsonObject): JsonObject | undefined {
  const pem = member(item, 'pem');
  if (typeof pem !== 'string') return {};
  const certificate = certificateIn(pem);
  if (member(item, 'credential_type') === 'x509_cert') return named('thumbprint_sha256', certificate && sha256(certificate.raw));
  if (member(item, 'credential_type') !== 'public_key') return certificate && {};
  const key = certificate?.publicKey ?? attempt(() => createPublicKey(pem));
  return member(item, 'kid') === undefined ? named('kid', key && thumbprint(key)) : key && {};
}

const named = (name: string, value: string | undefined): JsonObject | undefined =>
  value === undefined ? undefined : { [name]: value };

/** RFC 7638: over the members of the JWK that make the key, in the order of their names. */
function thumbprint(key: KeyObject): string {
  const { crv, e, kty, n, x, y } = key.export({ format: 'jwk' });
  return sha256(JSON.stringify(kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }));
}

/** As a PEM, as the base64 of one, or as the bare base64 of its bytes: what the API makes of the last two we need not know better. */
function certificateIn(text: string): X509Certificate | undefined {
  const forms = [
    text,
    Buffer.from(text, 'base64').toString('utf8'),
    `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`,
  ];
  return forms.map((form) => attempt(() => new X509Certificate(form))).find((found) => found !== undefined);
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('base64url');

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
