import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** Reads a certificate from PEM, base64-encoded PEM, or base64-encoded DER; `undefined` if the text is none of them. */
export function readCertificate(text: string): X509Certificate | undefined {
  const candidates = [
    text,
    Buffer.from(text, 'base64').toString('utf8'),
    `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`,
  ];
  for (const candidate of candidates) {
    const found = tryOrUndefined(() => new X509Certificate(candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}

export const readPublicKey = (pem: string): KeyObject | undefined =>
  readCertificate(pem)?.publicKey ?? tryOrUndefined(() => createPublicKey(pem));

/** Computes the JWK thumbprint (RFC 7638), which the API uses as key id (recorded traffic). */
export function computeKeyThumbprint(key: KeyObject): string {
  const { e = '', kty = '', n = '' } = key.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}

export const computeCertificateThumbprint = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url');

export const getExpiry = (certificate: X509Certificate): string => new Date(certificate.validTo).toISOString();

/** Long names of the attributes of a distinguished name. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  C: 'countryName',
  ST: 'stateOrProvinceName',
  L: 'localityName',
  O: 'organizationName',
  OU: 'organizationalUnitName',
  CN: 'commonName',
};

export const parseSubject = (certificate: X509Certificate): Readonly<Record<string, string>> =>
  Object.fromEntries(
    certificate.subject.split('\n').map((line) => {
      const [name = '', ...value] = line.split('=');
      return [LONG_NAMES[name] ?? name, value.join('=')];
    }),
  );

function tryOrUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
