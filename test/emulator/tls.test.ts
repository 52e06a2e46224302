import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';

function requestStatus(url: string, ca: string | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, ca === undefined ? {} : { ca }, (response) => resolve(response.resume().statusCode));
    sent.on('error', reject).end();
  });
}

describe('HTTPS', () => {
  it('is served with a certificate that can be trusted, and no other way', async () => {
    const emulator = await startEmulator({ tls: true });
    try {
      const { url, certificate } = emulator;
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      expect(await requestStatus(`${url}/api/v2/roles`, certificate)).toBe(401);
      expect(await requestStatus(`${url.replace('127.0.0.1', 'localhost')}/api/v2/roles`, certificate)).toBe(401);
      await expect(requestStatus(`${url}/api/v2/roles`, undefined)).rejects.toThrow(/self.signed/);
      await expect(fetch(`${url.replace('https', 'http')}/api/v2/roles`)).rejects.toThrow();
    } finally {
      await emulator.close();
    }
  });

  it('has a new certificate each time, for loopback alone', async () => {
    const [one, two] = await Promise.all([startEmulator({ tls: true }), startEmulator({ tls: true })]);
    await Promise.all([one.close(), two.close()]);
    const read = new X509Certificate(one.certificate ?? '');
    expect(read.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(read.verify(read.publicKey)).toBe(true);
    expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now());
    expect(one.certificate).not.toBe(two.certificate);
  });

  it('is not served unless asked for', async () => {
    const emulator = await startEmulator();
    await emulator.close();
    expect(emulator.certificate).toBeUndefined();
  });
});
