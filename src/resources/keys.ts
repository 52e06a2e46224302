import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type JsonObject, member } from '../model/json.ts';

/**
 * What Auth0 tells of a key or certificate in place of its PEM, worked out of the PEM (recorded traffic): the thumbprint of a public key
 * as its `kid`, where none is given, and that of a certificate. So a new key under an old name is seen without any secret being compared.
 */
export function shownOfKey(item: JsonObject): JsonObject {
  const pem = member(item, 'pem');
  if (typeof pem !== 'string') return {};
  if (member(item, 'credential_type') === 'public_key' && member(item, 'kid') === undefined)
    return named('kid', keyThumbprint(pem));
  if (member(item, 'credential_type') === 'x509_cert') return named('thumbprint_sha256', certificateThumbprint(pem));
  return {};
}

const named = (name: string, value: string | undefined): JsonObject => (value === undefined ? {} : { [name]: value });

/** RFC 7638: over the members of the JWK that make the key, in the order of their names. */
function keyThumbprint(pem: string): string | undefined {
  const key = certificateIn(pem)?.publicKey ?? attempt(() => createPublicKey(pem));
  return key && sha256(JSON.stringify(neededMembers(key)));
}

function neededMembers(key: KeyObject): object {
  const { crv, e, kty, n, x, y } = key.export({ format: 'jwk' });
  return kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y };
}

const certificateThumbprint = (pem: string): string | undefined => {
  const certificate = certificateIn(pem);
  return certificate && sha256(certificate.raw);
};

const certificateIn = (pem: string): X509Certificate | undefined => attempt(() => new X509Certificate(pem));

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('base64url');

/** Whether a text is a key at all is not for us to say: the API refuses what is none. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
