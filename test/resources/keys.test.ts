import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeLoopbackIdentity } from '../../src/emulator/http/tls/loopback-identity.ts';
import { computeShownKey } from '../../src/resources/identity/key-thumbprints.ts';

/** The example of RFC 7638, section 3.1. */
const N =
  '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
const pem = String(
  createPublicKey({ key: { kty: 'RSA', n: N, e: 'AQAB' }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
);

describe('what is shown of a key', () => {
  it('is its thumbprint as its id, unless it has one', () => {
    const key = { credential_type: 'public_key', pem };
    expect(computeShownKey(key)).toEqual({ kid: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' });
    expect(computeShownKey({ ...key, kid: 'my-own-key-id' })).toEqual({});
  });

  it('is the same of a key in the older form', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [spki, pkcs1] = (['spki', 'pkcs1'] as const).map((type) => String(publicKey.export({ type, format: 'pem' })));
    const computePublicKeyMembers = (text = '') => computeShownKey({ credential_type: 'public_key', pem: text });
    expect(computePublicKeyMembers(pkcs1)).toEqual(computePublicKeyMembers(spki));
  });

  it('is the thumbprint of a certificate, however that is written', () => {
    const { cert } = makeLoopbackIdentity();
    const computeCertificateMembers = (text: string) => computeShownKey({ credential_type: 'x509_cert', pem: text });
    expect(computeCertificateMembers(cert)).toEqual({ thumbprint_sha256: expect.stringMatching(/^[\w-]{43}$/) });
    expect(computeCertificateMembers(Buffer.from(cert).toString('base64'))).toEqual(computeCertificateMembers(cert));
    expect(computeCertificateMembers(cert.replaceAll(/-----.*-----|\n/g, ''))).toEqual(computeCertificateMembers(cert));
  });

  it('is nothing of a name in a certificate, and undefined of what is none', () => {
    expect(computeShownKey({ credential_type: 'cert_subject_dn', subject_dn: 'CN=shop' })).toEqual({});
    for (const credential_type of ['public_key', 'x509_cert', 'cert_subject_dn'])
      for (const text of ['', 'nonsense', '-----BEGIN PUBLIC KEY-----', pem.slice(0, 200)])
        expect(computeShownKey({ credential_type, pem: text })).toBeUndefined();
  });
});
