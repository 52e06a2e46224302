import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { postMessage } from '../../src/workflows/drift/post-message.ts';
import { parseWebhookTarget } from '../../src/workflows/drift/webhook-target.ts';
import { createFastClock } from '../management-api/fast-clock.ts';

describe('where to', () => {
  const parseTargetFormat = (url: string, format?: 'slack' | 'json') => {
    const found = parseWebhookTarget(url, format);
    return found.ok ? found.value.format : found.error.code;
  };

  test.each([
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://discord.com/api/webhooks/1/x/slack', 'slack'],
    ['https://example.test/hook', 'json'],
    ['https://slack.com.example.test/hook', 'json'],
    ['http://127.0.0.1:9/hook', 'json'],
    ['http://localhost/hook', 'json'],
    ['http://[::1]/hook', 'json'],
  ])('%s takes %s', (url, format) => expect(parseTargetFormat(url)).toBe(format));

  test('a form that is given wins', () => expect(parseTargetFormat('https://example.test/', 'slack')).toBe('slack'));

  test.each([
    'http://example.test/hook',
    'ftp://127.0.0.1/',
    'hook',
    '',
    'https://user:word@example.test/',
    'http://127.0.0.1.example.test/',
  ])('not %s', (url) => expect(parseTargetFormat(url)).toBe('usage'));

  test('the address is shown to nobody', () => {
    const found = parseWebhookTarget('http://example.test/services/very-secret');
    expect(JSON.stringify(found)).not.toContain('very-secret');
  });
});

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A webhook that answers one after the other; the last answer stays. */
async function startWebhook(...replies: readonly (Reply | 'drop')[]) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = replies[Math.min(bodies.length, replies.length - 1)] ?? { status: 200 };
      bodies.push(Buffer.concat(chunks).toString());
      if (reply === 'drop') request.socket.destroy();
      else response.writeHead(reply.status, reply.headers).end('the answer quotes a secret');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const target = { url: `http://127.0.0.1:${port}/very-secret`, host: `127.0.0.1:${port}`, format: 'json' } as const;
  return { bodies, target };
}

describe('posting', () => {
  test('once, where it is taken', async () => {
    const { bodies, target } = await startWebhook({ status: 204 });
    expect(await postMessage({ target, message: { text: 'x' } })).toBeUndefined();
    expect(bodies).toEqual(['{"text":"x"}']);
  });

  test.each([500, 503, 429, 408])('again after %d', async (status) => {
    const { bodies, target } = await startWebhook({ status }, { status: 200 });
    expect(await postMessage({ target, message: {}, clock: createFastClock() })).toBeUndefined();
    expect(bodies).toHaveLength(2);
  });

  test('again after a connection that broke', async () => {
    const { bodies, target } = await startWebhook('drop', { status: 200 });
    expect(await postMessage({ target, message: {}, clock: createFastClock() })).toBeUndefined();
    expect(bodies).toHaveLength(2);
  });

  test('as late as the webhook asks', async () => {
    const clock = createFastClock();
    const { target } = await startWebhook({ status: 429, headers: { 'retry-after': '7' } }, { status: 200 });
    expect(await postMessage({ target, message: {}, clock })).toBeUndefined();
    expect(clock.sleeps).toEqual([7000]);
  });

  test('not later than a minute', async () => {
    const clock = createFastClock();
    const { bodies, target } = await startWebhook({ status: 429, headers: { 'retry-after': '3600' } });
    expect(await postMessage({ target, message: {}, clock })).toMatchObject({ code: 'notify-failed', severity: 'warning' });
    expect([bodies.length, clock.sleeps]).toEqual([1, []]);
  });

  test('four times at most', async () => {
    const { bodies, target } = await startWebhook({ status: 500 });
    expect(await postMessage({ target, message: {}, clock: createFastClock() })).toMatchObject({ code: 'notify-failed' });
    expect(bodies).toHaveLength(4);
  });

  test.each([400, 403, 404, 302])('not again after %d', async (status) => {
    const { bodies, target } = await startWebhook({ status });
    expect(await postMessage({ target, message: {}, clock: createFastClock() })).toMatchObject({ code: 'notify-failed' });
    expect(bodies).toHaveLength(1);
  });

  test('what is told of a failure is neither the address nor the answer', async () => {
    const { target } = await startWebhook({ status: 400 });
    expect(JSON.stringify(await postMessage({ target, message: {} }))).not.toMatch(/very-secret|quotes/);
  });
});
