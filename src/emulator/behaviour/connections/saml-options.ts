import type { JsonObject } from '../../../model/json/json-value.ts';
import { getString, omit } from '../../engine/json-objects.ts';
import { getExpiry, parseSubject, readCertificate } from './certificates.ts';

/** Adds what the API reads from SAML metadata and the certificate (recorded traffic). The metadata itself is not stored. */
export function addSamlMetadata(options: JsonObject): JsonObject {
  const xml = getString(options, 'metadataXml');
  const found = xml === '' ? {} : readMetadata(xml);
  const merged = { ...omit(options, ['metadataXml']), ...found };
  return { ...merged, ...readSigningCertificate(getString(merged, 'signingCert')) };
}

function readMetadata(xml: string): JsonObject {
  const signIn = findService(xml, 'SingleSignOnService');
  const signOut = findService(xml, 'SingleLogoutService');
  const certificate = /<(?:\w+:)?X509Certificate[^>]*>([^<]+)</.exec(xml)?.[1]?.replaceAll(/\s/g, '');
  return {
    ...(signIn === undefined ? {} : { signInEndpoint: signIn.location, bindingMethod: signIn.binding }),
    ...(signOut === undefined ? {} : { signOutEndpoint: signOut.location }),
    ...(certificate === undefined ? {} : { signingCert: Buffer.from(toCertificatePem(certificate)).toString('base64') }),
  };
}

function findService(xml: string, name: string): { readonly location: string; readonly binding: string } | undefined {
  const tag = new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`).exec(xml)?.[0];
  const getAttribute = (key: string): string => new RegExp(`\\s${key}="([^"]*)"`).exec(tag ?? '')?.[1] ?? '';
  return tag === undefined ? undefined : { location: getAttribute('Location'), binding: getAttribute('Binding') };
}

const toCertificatePem = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`;

/** Keeps a trailing newline of the certificate that was sent, as the API does (recorded traffic). */
function keepLastNewline(sent: string, pem: string): string {
  const source = sent.startsWith('-----BEGIN') ? sent : Buffer.from(sent, 'base64').toString('utf8');
  return source.startsWith('-----BEGIN') && source.endsWith('\n') ? `${pem}\n` : pem;
}

/** Returns the members computed from the signing certificate; none if it cannot be parsed. */
function readSigningCertificate(text: string): JsonObject {
  const certificate = text === '' ? undefined : readCertificate(text);
  if (certificate === undefined) return {};
  return {
    cert: keepLastNewline(text, toCertificatePem(certificate.raw.toString('base64')).trimEnd()),
    thumbprints: [certificate.fingerprint.replaceAll(':', '').toLowerCase()],
    expires: getExpiry(certificate),
    subject: parseSubject(certificate),
  };
}
