import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { TlsIdentity } from '../http-server.ts';
import {
  DER_TRUE,
  encodeBitString,
  encodeDer,
  encodeInteger,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeSet,
  encodeUtcTime,
  encodeUtf8String,
} from './der-encoding.ts';

const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const SUBJECT_ALTERNATIVE_NAME = '551d11';
const DAY_MS = 86_400_000;

const SIGNATURE_ALGORITHM = encodeSequence(encodeObjectIdentifier(ECDSA_WITH_SHA256));
const SUBJECT_NAME = encodeSequence(
  encodeSet(encodeSequence(encodeObjectIdentifier(COMMON_NAME), encodeUtf8String('tenon emulator'))),
);

/**
 * Makes a private key and a self-signed certificate for 127.0.0.1 and localhost. Clients add it as a certificate authority.
 * Implemented here because libraries that make certificates are larger than the whole emulator.
 */
export function makeLoopbackIdentity(): TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tbsCertificate = buildTbsCertificate(publicKey);
  const certificate = encodeSequence(
    tbsCertificate,
    SIGNATURE_ALGORITHM,
    encodeBitString(sign('sha256', tbsCertificate, privateKey)),
  );
  return { cert: toPem(certificate), key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
}

function buildTbsCertificate(key: KeyObject): Buffer {
  const now = Date.now();
  const validity = encodeSequence(encodeUtcTime(new Date(now - DAY_MS)), encodeUtcTime(new Date(now + 365 * DAY_MS)));
  const version = encodeDer(0xa0, encodeInteger(Buffer.from([2])));
  const serial = encodeInteger(Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const extensions = encodeDer(0xa3, encodeSequence(buildAuthorityExtension(), buildAlternativeNamesExtension()));
  return encodeSequence(
    version,
    serial,
    SIGNATURE_ALGORITHM,
    SUBJECT_NAME,
    validity,
    SUBJECT_NAME,
    key.export({ type: 'spki', format: 'der' }),
    extensions,
  );
}

const buildAuthorityExtension = (): Buffer =>
  encodeSequence(encodeObjectIdentifier(BASIC_CONSTRAINTS), DER_TRUE, encodeOctetString(encodeSequence(DER_TRUE)));

const buildAlternativeNamesExtension = (): Buffer =>
  encodeSequence(
    encodeObjectIdentifier(SUBJECT_ALTERNATIVE_NAME),
    encodeOctetString(encodeSequence(encodeDer(0x82, Buffer.from('localhost')), encodeDer(0x87, Buffer.from([127, 0, 0, 1])))),
  );

const toPem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
