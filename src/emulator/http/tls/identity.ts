import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { TlsIdentity } from '../server.ts';
import { bits, der, integer, octets, oid, sequence, setOf, text, time, yes } from './der.ts';

const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const SUBJECT_ALTERNATIVE_NAME = '551d11';
const DAY_MS = 86_400_000;

const SIGNED_WITH = sequence(oid(ECDSA_WITH_SHA256));
const NAME = sequence(setOf(sequence(oid(COMMON_NAME), text('tenon emulator'))));

/**
 * A key and a certificate for it that signs itself, for loopback only. Clients trust it as their certificate authority. Written here
 * because what makes certificates in JavaScript weighs more than all of the emulator, and this takes two pages.
 */
export function makeLoopbackIdentity(): TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = toBeSigned(publicKey);
  const certificate = sequence(signed, SIGNED_WITH, bits(sign('sha256', signed, privateKey)));
  return { cert: pem(certificate), key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
}

function toBeSigned(key: KeyObject): Buffer {
  const now = Date.now();
  const validity = sequence(time(new Date(now - DAY_MS)), time(new Date(now + 365 * DAY_MS)));
  const version = der(0xa0, integer(Buffer.from([2])));
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const extensions = der(0xa3, sequence(isAuthority(), alternativeNames()));
  return sequence(version, serial, SIGNED_WITH, NAME, validity, NAME, key.export({ type: 'spki', format: 'der' }), extensions);
}

const isAuthority = (): Buffer => sequence(oid(BASIC_CONSTRAINTS), yes, octets(sequence(yes)));

const alternativeNames = (): Buffer =>
  sequence(
    oid(SUBJECT_ALTERNATIVE_NAME),
    octets(sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))),
  );

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
