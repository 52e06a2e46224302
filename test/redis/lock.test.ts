import type { ChildProcess } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { runCli, startCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findDuplicates, readCollection } from '../support/tenant-dump.ts';
import { startRedis } from './redis-server.ts';

const ROLES = 8;
const buildRolesYaml = (count: number) => `roles:\n${Array.from({ length: count }, (_, n) => `  - name: role ${n}\n`).join('')}`;

/** A tenant so slow that an apply can be met in the middle. */
async function startScene(count = ROLES) {
  const redis = await startRedis();
  const emulator = await startEmulator({ seed: 1, plan: 'free' });
  onTestFinished(() => emulator.close());
  const where = {
    cwd: createTemporaryFolder({ 'tenant.yaml': buildRolesYaml(count) }),
    emulator,
    env: { TENON_LIMITER: redis.url },
  };
  const key = `tenon:lock:${emulator.domain}`;
  const countRoles = () => readCollection(emulator.dump(), 'roles').length;
  const waitForRoles = (count: number) =>
    new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (countRoles() < count) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
  return { redis: redis.client, emulator, where, key, roles: countRoles, wrote: waitForRoles };
}

const APPLY = ['apply', '--yes', '--format', 'json'];

const waitForExit = (
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> => {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) })),
  );
};

describe('the lock on a tenant', () => {
  it('lets one of two applies in, and tells the other who is there', async () => {
    const { redis, emulator, where, key, roles, wrote } = await startScene();
    const first = waitForExit(startCli(APPLY, where));
    await wrote(1);
    const holder: { readonly run: string; readonly host: string; readonly since: string } = JSON.parse(
      (await redis.get(key)) ?? '',
    );
    const second = await runCli(APPLY, where);
    expect([second.code, second.stdout]).toEqual([3, '']);
    for (const text of ['[tenant-locked]', holder.run, holder.host, holder.since]) expect(second.stderr).toContain(text);
    const planned = await runCli(['plan'], where);
    expect(planned.code).toBe(0);
    const { code, err } = await first;
    expect([code, err, roles()]).toEqual([0, '', ROLES]);
    expect(findDuplicates(emulator.dump(), 'roles')).toEqual([]);
    expect(await redis.exists(key)).toBe(0);
  });

  it('is waited for, and what comes then is planned anew', async () => {
    const { emulator, where, wrote } = await startScene();
    const first = waitForExit(startCli(APPLY, where));
    await wrote(1);
    const second = await runCli([...APPLY, '--lock-wait', '2m'], where);
    expect([(await first).code, second.code, JSON.parse(second.stdout).operations]).toEqual([0, 0, []]);
    expect(emulator.requests().filter(({ method }) => method !== 'GET')).toHaveLength(ROLES);
  });

  it('of one that was killed ends by itself', async () => {
    const { redis, emulator, where, key, roles, wrote } = await startScene();
    const killed = startCli(APPLY, where);
    await wrote(2);
    killed.kill('SIGKILL');
    expect((await runCli(APPLY, where)).code).toBe(3);
    const left = await redis.pttl(key);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(15_000);
    expect((await runCli([...APPLY, '--lock-wait', '1m'], where)).code).toBe(0);
    expect([roles(), findDuplicates(emulator.dump(), 'roles')]).toEqual([ROLES, []]);
  });

  // Long enough for the next renewal to come.
  it('that is lost ends the apply in good order, and what another holds stays his', async () => {
    const { redis, where, key, roles, wrote } = await startScene(24);
    const first = waitForExit(startCli(APPLY, where));
    await wrote(1);
    await redis.set(key, 'somebody else');
    const { code, out, err } = await first;
    expect(code).toBe(4);
    expect(err).toContain('[lock-lost]');
    const { operations }: { readonly operations: readonly { readonly status: string }[] } = JSON.parse(out);
    const countByStatus = (status: string): number => operations.filter((operation) => operation.status === status).length;
    expect([countByStatus('done'), countByStatus('failed')]).toEqual([roles(), 0]);
    expect(countByStatus('not started')).toBeGreaterThan(0);
    expect(await redis.get(key)).toBe('somebody else');
    const second = await runCli(APPLY, where);
    expect([second.code, second.stderr.includes('somebody else')]).toEqual([3, false]);
  });
});
