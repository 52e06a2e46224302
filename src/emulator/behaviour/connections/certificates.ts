import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** The certificate in a PEM text, in a base64 of one, or in the bare base64 of its bytes. */
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

/** A key's id: the thumbprint of its JWK form (RFC 7638), as recorded. */
export function computeKeyThumbprint(key: KeyObject): string {
  const { e = '', kty = '', n = '' } = key.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}

export const computeCertificateThumbprint = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url');

export const getExpiry = (certificate: X509Certificate): string => new Date(certificate.validTo).toISOString();

/** `{commonName, …}`: long names of a distinguished name's parts. */
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
