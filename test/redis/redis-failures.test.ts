import { createServer } from 'node:net';
import { expect, it, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findFreePort, startRedis, startTlsRedis } from './redis-server.ts';

const CANARY = 'canary-of-the-redis';

async function runPlan(limiter: string, env: Readonly<Record<string, string>> = {}, ...args: readonly string[]) {
  const emulator = await startEmulator({ seed: 1, plan: 'free' });
  onTestFinished(() => emulator.close());
  const cwd = createTemporaryFolder({ 'tenant.yaml': 'roles:\n  - name: Viewer\n' });
  const ran = await runCli(['plan', ...args], { cwd, emulator, env: { ...env, TENON_LIMITER: limiter } });
  expect(`${ran.stdout}${ran.stderr}`).not.toContain(CANARY);
  const code = /\[([a-z-]+)\]/.exec(ran.stderr)?.[1];
  return { exit: ran.code, code, requests: emulator.requests().length };
}

const buildRefusal = (code: string) => ({ exit: 1, code, requests: 0 });

test.each([
  'http://127.0.0.1',
  `redis://u:${CANARY}@`,
  `${CANARY}`,
  `redis://:${CANARY}%@h`,
  'redis://h/x',
  'redis://h?family=6',
])('%s is no address', async (address) => {
  expect(await runPlan(address)).toEqual(buildRefusal('limiter-invalid'));
});

it('takes no password from the command line', async () => {
  expect(await runPlan('', {}, '--limiter', `redis://:${CANARY}@127.0.0.1`)).toEqual(buildRefusal('limiter-invalid'));
});

it('says that nobody is there', async () => {
  expect(await runPlan(`redis://:${CANARY}@127.0.0.1:${await findFreePort()}`)).toEqual(buildRefusal('limiter-unusable'));
});

it('does not wait for one that says nothing', async () => {
  const mute = createServer(() => {});
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void mute.close());
  const address = mute.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect(await runPlan(`redis://127.0.0.1:${port}`)).toEqual(buildRefusal('limiter-unusable'));
});

it('gives the password, and tells when it is not the right one', async () => {
  const { port } = await startRedis('--requirepass', CANARY);
  expect(await runPlan(`redis://127.0.0.1:${port}`)).toEqual(buildRefusal('limiter-unusable'));
  expect(await runPlan(`redis://:${CANARY}-not@127.0.0.1:${port}`)).toEqual(buildRefusal('limiter-unusable'));
  expect(await runPlan(`redis://:${CANARY}@127.0.0.1:${port}`)).toMatchObject({ exit: 0, code: undefined });
});

it('speaks TLS with whom it trusts', async () => {
  const { url, ca } = await startTlsRedis();
  expect(await runPlan(url, { NODE_EXTRA_CA_CERTS: ca })).toMatchObject({ exit: 0, code: undefined });
  expect(await runPlan(url)).toEqual(buildRefusal('limiter-unusable'));
});

it('says what is to be installed', async () => {
  const resolve = `export const resolve = (name, context, next) => { if (name === 'ioredis') throw new Error(name); return next(name, context); }`;
  const hook = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(resolve)}`)});`;
  const without = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}` };
  expect(await runPlan('redis://127.0.0.1', without)).toEqual(buildRefusal('limiter-unusable'));
  // Nobody who has no limiter needs it.
  expect(await runPlan('', without)).toMatchObject({ exit: 0 });
});
