import type { JsonObject } from '../../../model/json/json-value.ts';
import { textOf, without } from '../../engine/objects.ts';
import { expiryOf, readCertificate, subjectOf } from './certificates.ts';

/** What the API finds in a SAML provider's metadata and certificate (recorded traffic). The metadata itself is not kept. */
export function withSamlFindings(options: JsonObject): JsonObject {
  const xml = textOf(options, 'metadataXml');
  const found = xml === '' ? {} : readMetadata(xml);
  const merged = { ...without(options, ['metadataXml']), ...found };
  return { ...merged, ...readSigningCertificate(textOf(merged, 'signingCert')) };
}

function readMetadata(xml: string): JsonObject {
  const signIn = serviceOf(xml, 'SingleSignOnService');
  const signOut = serviceOf(xml, 'SingleLogoutService');
  const certificate = /<(?:\w+:)?X509Certificate[^>]*>([^<]+)</.exec(xml)?.[1]?.replaceAll(/\s/g, '');
  return {
    ...(signIn === undefined ? {} : { signInEndpoint: signIn.location, bindingMethod: signIn.binding }),
    ...(signOut === undefined ? {} : { signOutEndpoint: signOut.location }),
    ...(certificate === undefined ? {} : { signingCert: Buffer.from(pemOf(certificate)).toString('base64') }),
  };
}

function serviceOf(xml: string, name: string): { readonly location: string; readonly binding: string } | undefined {
  const tag = new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`).exec(xml)?.[0];
  const attribute = (key: string): string => new RegExp(`\\s${key}="([^"]*)"`).exec(tag ?? '')?.[1] ?? '';
  return tag === undefined ? undefined : { location: attribute('Location'), binding: attribute('Binding') };
}

const pemOf = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`;

/** The API keeps the text of a certificate: one that was sent with a last newline is answered with it (recorded traffic). */
function keepLastNewline(sent: string, pem: string): string {
  const source = sent.startsWith('-----BEGIN') ? sent : Buffer.from(sent, 'base64').toString('utf8');
  return source.startsWith('-----BEGIN') && source.endsWith('\n') ? `${pem}\n` : pem;
}

/** One that cannot be read stays as it is. */
function readSigningCertificate(text: string): JsonObject {
  const certificate = text === '' ? undefined : readCertificate(text);
  if (certificate === undefined) return {};
  return {
    cert: keepLastNewline(text, pemOf(certificate.raw.toString('base64')).trimEnd()),
    thumbprints: [certificate.fingerprint.replaceAll(':', '').toLowerCase()],
    expires: expiryOf(certificate),
    subject: subjectOf(certificate),
  };
}
