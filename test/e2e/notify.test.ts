import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setUpDriftScene } from '../support/drift-scene.ts';

const scene = setUpDriftScene();
const messages: string[] = [];
let status = 200;
let server: Server | undefined;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      messages.push(body);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/services/very-secret`;
});
afterAll(() => void server?.close());
beforeEach(() => {
  messages.length = 0;
  status = 200;
});

const change = (): Promise<void> =>
  scene().requestAsAnn('PATCH', `/clients/${scene().findId('clients', 'Storefront')}`, { description: 'x' });

test('drift is posted, in the form that is asked for', async () => {
  await change();
  expect((await scene().run(['drift', '--notify', url])).code).toBe(2);
  expect((await scene().run(['drift', '--notify-format', 'slack'], { TENON_NOTIFY_URL: url })).code).toBe(2);
  const [first, second] = messages.map((message) => JSON.parse(message));
  expect(first).toMatchObject({ format: 'tenon-notice/1', differences: 1, entries: [{ address: 'clients/Storefront' }] });
  expect(second).toMatchObject({ text: expect.any(String), blocks: expect.any(Array) });
});

test('nothing is posted where there is none', async () => {
  expect((await scene().run(['drift', '--notify', url])).code).toBe(0);
  expect(messages).toEqual([]);
});

test('a webhook that refuses is a warning, and the exit code is still that of drift', async () => {
  status = 404;
  await change();
  const { code, stdout, stderr } = await scene().run(['drift', '--notify', url]);
  expect(code).toBe(2);
  expect(stdout).toContain('Ann Example');
  expect(stderr).toContain('notify-failed');
  expect(stderr).not.toContain('very-secret');
});

test('a bad address is an error before anything is read', async () => {
  const from = scene().emulator.requests().length;
  const { code, stderr } = await scene().run(['drift', '--notify', 'http://example.test/services/very-secret']);
  expect(code).toBe(1);
  expect(stderr).toContain('error[usage]');
  expect(stderr).not.toContain('very-secret');
  expect(scene().emulator.requests()).toHaveLength(from);
});
