import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { runCli } from '../support/cli.ts';
import { startConnectProxy } from '../support/connect-proxy.ts';
import { pickSample } from '../support/run-size.ts';

/** A tenant behind HTTPS with a root of its own, and a proxy before it. */
async function startScene(refuse?: number) {
  const emulator = await startEmulator({ seed: 1, tls: true });
  const proxy = await startConnectProxy(Number(new URL(emulator.url).port), refuse);
  const cwd = mkdtempSync(join(tmpdir(), 'tenon-proxy-'));
  onTestFinished(async () => {
    rmSync(cwd, { recursive: true, force: true });
    await emulator.close();
  });
  writeFileSync(join(cwd, 'root.pem'), emulator.certificate ?? '');
  writeFileSync(join(cwd, 'tenant.yaml'), 'roles:\n  - name: Viewer\n');
  const run = (env: Readonly<Record<string, string>>) =>
    runCli(['plan', '--trace', '--format', 'json'], {
      cwd,
      emulator,
      env: { NODE_EXTRA_CA_CERTS: join(cwd, 'root.pem'), ...env },
    });
  return { emulator, proxy, run, host: new URL(emulator.url).host };
}

test('every request goes through the proxy of the environment, by CONNECT, and the trace says so without its password', async () => {
  const { emulator, proxy, run, host } = await startScene();
  const { code, stdout, stderr } = await run({ HTTPS_PROXY: proxy.url.replace('//', '//me:canary-of-the-proxy@') });
  expect([code, new Set(proxy.seen)]).toEqual([0, new Set([host])]);
  expect(proxy.authorizations[0]).toMatch(/^Basic /);
  expect(emulator.requests().length).toBeGreaterThan(0);
  expect(stderr).toContain(`proxy ${proxy.url}`);
  expect(stdout + stderr).not.toContain('canary-of-the-proxy');
});

test('NO_PROXY names hosts that are asked directly', async () => {
  const { proxy, run, host } = await startScene();
  const { code, stderr } = await run({ HTTPS_PROXY: proxy.url, NO_PROXY: `other.test,${host}` });
  expect([code, proxy.seen]).toEqual([0, []]);
  expect(stderr).not.toContain(`proxy ${proxy.url}`);
});

test('a root that nobody trusts ends the run through a proxy, too', async () => {
  const { proxy, run } = await startScene();
  const { code, stderr } = await run({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: '' });
  expect(code).toBe(1);
  expect(stderr).toContain('tls-failed');
});

test.each(pickSample([403, 407, 502], 1, 'proxies'))('a proxy that answers %i has passed nothing on', async (status) => {
  const { emulator, proxy, run } = await startScene(status);
  const { code, stderr } = await run({ HTTPS_PROXY: proxy.url });
  expect([code, emulator.requests()]).toEqual([1, []]);
  expect(stderr).toContain('network-unreachable');
});
