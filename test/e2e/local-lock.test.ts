import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { identifyProcess } from '../../src/workflows/tenant/process-identity.ts';
import { setUpCliScene } from '../support/cli-scene.ts';

const scene = setUpCliScene({
  'tenant.yaml':
    'clients: [{ name: A }, { name: B }, { name: C }]\nlogStreams: [{ name: s, type: http, sink: { httpEndpoint: "https://a.test" } }]\n',
});
const getLocksFolder = () => join(scene().folder, '.tenon', 'locks');

it('of several applies that begin together in one folder one is done, and the others are refused', async () => {
  const runs = await Promise.all(Array.from({ length: 4 }, () => scene().run(['apply', '--yes'])));
  const codes = runs.map(({ code }) => code).sort();
  // One that comes when another is done has nothing left to do.
  expect(codes.every((code) => code === 0 || code === 3)).toBe(true);
  expect(codes[0]).toBe(0);
  expect([...scene().listWrites()].sort()).toEqual(['POST /clients', 'POST /clients', 'POST /clients', 'POST /log-streams']);
  expect(readdirSync(getLocksFolder())).toEqual([]);
});

const writeLock = (pid: number, host = hostname(), started?: string): void => {
  mkdirSync(getLocksFolder(), { recursive: true });
  const owner = { run: 'tenon-20260101000000000-00000000', host, pid, started, since: '2026-01-01T00:00:00.000Z' };
  writeFileSync(join(getLocksFolder(), `${scene().emulator.domain}.lock`), JSON.stringify(owner));
};

it('the lock of a process that is gone counts no more', async () => {
  writeLock(2 ** 22 + 1);
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
});

// Only Linux shows more of a process than that its number is taken.
const onLinux = it.runIf(existsSync('/proc/self/stat'));

onLinux('nor does that of a process that was killed and never collected by its parent', async () => {
  // A shell could still collect its child; the program that takes the shell's place can not.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [printed] = await once(parent.stdout, 'data');
    const pid = Number(String(printed));
    await vi.waitUntil(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n', { timeout: 10_000 });
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => identifyProcess(pid)?.ended, { timeout: 10_000 });
    writeLock(pid);
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  } finally {
    parent.kill('SIGKILL');
  }
});

onLinux('nor that of a process whose number another one has now', async () => {
  writeLock(process.pid, hostname(), identifyProcess(process.pid)?.started);
  expect((await scene().run(['apply', '--yes'])).code).toBe(3);
  writeLock(process.pid, hostname(), '1');
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
});

it('the lock of a process that lives, or of another machine, is named and waited for as long as is asked', async () => {
  for (const take of [() => writeLock(process.pid), () => writeLock(1, 'elsewhere')]) {
    take();
    const { code, stdout, stderr } = await scene().run(['apply', '--yes', '--format', 'json', '--lock-wait', '1s']);
    expect([code, `${stdout}${stderr}`.includes('tenant-locked')]).toEqual([3, true]);
    expect(scene().listWrites()).toEqual([]);
  }
});

it('a file that is no lock is no reason to wait', async () => {
  mkdirSync(getLocksFolder(), { recursive: true });
  writeFileSync(join(getLocksFolder(), `${scene().emulator.domain}.lock`), '{');
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
});
