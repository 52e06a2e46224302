import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EmulatorOptions, type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { runCli, startCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

/** One list, and one read for the permissions of each role that is there. */
const buildRolesYaml = (count: number): string =>
  `roles:\n${Array.from({ length: count }, (_, n) => `  - { name: role ${n}, permissions: [] }\n`).join('')}`;

async function startScene(plan: NonNullable<EmulatorOptions['plan']>, roles: number) {
  const redis = await startRedis();
  const cwd = createTemporaryFolder({ 'tenant.yaml': buildRolesYaml(roles) });
  const stateFile = join(mkdtempSync(join(tmpdir(), 'tenon-state-')), 'state.json');
  // Filled while nobody counts.
  const open = await startEmulator({ seed: 1, stateFile });
  await runCli(['apply', '--yes'], { cwd, emulator: open });
  await open.close();
  const emulator = await startEmulator({ seed: 1, plan, stateFile });
  onTestFinished(() => emulator.close());
  return { emulator, redis, where: { cwd, emulator, env: { TENON_LIMITER: redis.url } } };
}

const countRefusals = (emulator: RunningEmulator): number => emulator.requests().filter(({ status }) => status === 429).length;

const waitForExit = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', resolve));

const listLimiters = async ({ client }: RedisServer): Promise<readonly string[]> =>
  (await client.keys('b_tenon:*_settings')).map((key) => key.slice('b_'.length, -'_settings'.length));

describe('processes that share a tenant', () => {
  it.each([
    ['free', 8, 2],
    ['enterprise-nonprod', 14, 2],
    ['enterprise', 70, 3],
    ['essentials', 12, 3],
  ] as const)('%s, %d roles, %d at once: nothing is refused', async (plan, roles, processes) => {
    const { emulator, redis, where } = await startScene(plan, roles);
    const runs = await Promise.all(Array.from({ length: processes }, () => runCli(['plan'], where)));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
    expect([emulator.requests().length, countRefusals(emulator)]).toEqual([(1 + roles) * processes, 0]);
    const names = await listLimiters(redis);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(new RegExp(`^tenon:${emulator.domain}:[a-z -]+:\\d+$`));
  });

  it('whoever is killed does not hold the others up', async () => {
    const { emulator, where } = await startScene('free', 8);
    const killed = startCli(['plan'], where);
    const other = runCli(['plan'], where);
    const underWay = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (emulator.requests().length < 5) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
    await underWay;
    killed.kill('SIGKILL');
    const { code, stderr } = await other;
    expect([code, stderr, countRefusals(emulator)]).toEqual([0, '', 0]);
  });

  it('a Redis that goes away ends no run: it counts for itself', async () => {
    const { emulator, redis, where } = await startScene('free', 8);
    const child = startCli(['plan'], where);
    const err: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    const look = setInterval(() => {
      if (emulator.requests().length < 4) return;
      clearInterval(look);
      void redis.stop();
    }, 5);
    expect(await waitForExit(child)).toBe(0);
    expect(String(Buffer.concat(err))).toContain('[limiter-lost]');
    expect([emulator.requests().length, countRefusals(emulator)]).toEqual([9, 0]);
  });

  it('what was counted before is known to the next run', async () => {
    const { emulator, where } = await startScene('free', 3);
    for (const _ of [1, 2, 3]) expect((await runCli(['plan'], where)).code).toBe(0);
    expect(countRefusals(emulator)).toBe(0);
  });
});
