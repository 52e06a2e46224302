import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';

// A web page that somebody has open must not get at the emulator by way of the browser: neither by a name that was bound to 127.0.0.1, nor by a form.

type Headers = Readonly<Record<string, string>>;

interface RequestAnswer {
  readonly status: number | undefined;
  readonly body: string;
}

function requestWithHeaders(url: string, method: string, headers: Headers, ca?: string): Promise<RequestAnswer> {
  return new Promise((resolve, reject) => {
    const resolveAnswer = (body: string, status: number | undefined): void => resolve({ status, body });
    const options = { method, headers, ...(ca === undefined ? {} : { ca, servername: 'localhost' }) };
    const sent = (ca === undefined ? request : requestTls)(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolveAnswer(body, response.statusCode));
    });
    sent.on('error', reject).end(method === 'POST' ? 'name=x' : undefined);
  });
}

const PLACES: readonly (readonly [string, string])[] = [
  ['GET', '/_emulator/state'],
  ['POST', '/_emulator/reset'],
  ['GET', '/_emulator/nothing'],
  ['OPTIONS', '/_emulator/reset'],
  ['POST', '/oauth/token'],
  ['GET', '/.well-known/jwks.json'],
  ['GET', '/api/v2/roles'],
  ['POST', '/api/v2/roles'],
  ['OPTIONS', '/api/v2/roles'],
];
const FOREIGN: readonly Headers[] = [
  { host: 'rebound.test' },
  { host: 'localhost.rebound.test' },
  { host: '127.0.0.1.rebound.test:80' },
  { host: 'rebound.test@127.0.0.1' },
  { host: '0.0.0.0' },
  { origin: 'https://page.test' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'http://localhost' },
];
const OWN: readonly Headers[] = [
  {},
  { host: 'localhost' },
  { host: 'LOCALHOST:4000' },
  { host: '127.0.0.1:1' },
  { host: '[::1]:80' },
];

describe.each([false, true])('with TLS %s', (tls) => {
  it('refuses a foreign Host and any Origin, whatever is asked for, and does nothing', async () => {
    const emulator = await startEmulator(tls ? { tls } : {});
    try {
      const before = emulator.requests().length;
      for (const headers of FOREIGN)
        for (const [method, path] of PLACES) {
          const { status, body } = await requestWithHeaders(`${emulator.url}${path}`, method, headers, emulator.certificate);
          expect({ headers, method, path, status }).toEqual({ headers, method, path, status: 403 });
          expect(JSON.parse(body)).toMatchObject({ errorCode: headers.host === undefined ? 'foreign_origin' : 'foreign_host' });
        }
      expect(emulator.requests().length).toBe(before);
    } finally {
      await emulator.close();
    }
  });

  it('answers to every name of this machine', async () => {
    const emulator = await startEmulator(tls ? { tls } : {});
    try {
      for (const headers of OWN)
        expect(
          await requestWithHeaders(`${emulator.url}/_emulator/requests`, 'GET', headers, emulator.certificate),
        ).toMatchObject({
          status: 200,
        });
    } finally {
      await emulator.close();
    }
  });
});
