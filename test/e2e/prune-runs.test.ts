import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { getRunFilePath, listRunsIn } from '../support/run-files.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const DAY = 86_400_000;
let folder = '';
beforeEach(() => {
  folder = createTemporaryFolder({});
});

const buildRunId = (ms: number): string => `tenon-${new Date(ms).toISOString().replace(/\D/g, '').slice(0, 17)}-0a1b2c3d`;

interface StoredRunOptions {
  readonly megabytes?: number;
  readonly resumes?: string;
  readonly cutShort?: boolean;
}

/** A run that began so many days ago. */
function writeRun(daysAgo: number, { megabytes = 0, resumes, cutShort = false }: StoredRunOptions = {}): string {
  const run = buildRunId(Date.now() - daysAgo * DAY);
  mkdirSync(getRunFilePath(folder, run, ''), { recursive: true });
  const header = { entry: 'run', run, tool: 'tenon/0', tenant: 'acme.eu.auth0.com', operations: 1, resumes };
  writeFileSync(getRunFilePath(folder, run, 'journal.jsonl'), `${JSON.stringify(header)}\n`);
  writeFileSync(getRunFilePath(folder, run, 'before.json'), '');
  truncateSync(getRunFilePath(folder, run, 'before.json'), megabytes * 1_000_000);
  if (!cutShort) writeFileSync(getRunFilePath(folder, run, 'result.json'), '{}');
  return run;
}

/** The twenty that stay in any case. */
const writeTwentyRuns = (): readonly string[] => Array.from({ length: 20 }, (_, index) => writeRun(index / 100)).sort();

async function prune(...more: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runCli(['runs', '--prune', '--format', 'json', ...more], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('tenon runs --prune', () => {
  it('keeps the last twenty and what is younger than thirty days, and says what it removed', async () => {
    const last = writeTwentyRuns();
    const young = writeRun(29);
    const old = writeRun(31, { megabytes: 2 });
    expect(await prune()).toMatchObject({ removed: [{ run: old }], kept: 21 });
    expect(listRunsIn(folder)).toEqual([young, ...last]);
    expect(await prune()).toEqual({ removed: [], freed: 0, kept: 21 });
    expect(await runCli(['runs', '--prune'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
  });

  it('keeps no more than 250 MB beyond the last twenty, the newest of them', async () => {
    const last = Array.from({ length: 20 }, (_, index) => writeRun(index / 100, { megabytes: 50 })).sort();
    const [newer, older, oldest] = [writeRun(3, { megabytes: 200 }), writeRun(4, { megabytes: 100 }), writeRun(5)];
    const pruned = await prune();
    expect(pruned).toMatchObject({ removed: [{ run: older }, { run: oldest }] });
    expect(pruned).toHaveProperty(
      'freed',
      expect.toSatisfy((freed: number) => freed > 100_000_000 && freed < 100_010_000),
    );
    expect(listRunsIn(folder)).toEqual([newer, ...last]);
  });

  it('--keep keeps so many and no others', async () => {
    const runs = [writeRun(3), writeRun(2), writeRun(1)];
    expect(await prune('--keep', '1')).toMatchObject({ removed: [{ run: runs[1] }, { run: runs[0] }], kept: 1 });
    expect(await prune('--keep', '0')).toMatchObject({ removed: [{ run: runs[2] }], kept: 0 });
    expect(readdirSync(join(folder, '.tenon', 'runs'))).toEqual([]);
  });

  it('keeps what a kept run went on with, however old', async () => {
    const first = writeRun(60, { cutShort: true });
    const second = writeRun(50, { resumes: first, cutShort: true });
    const stranger = writeRun(45);
    const third = writeRun(1, { resumes: second });
    expect(await prune('--keep', '1')).toMatchObject({ removed: [{ run: stranger }] });
    expect(listRunsIn(folder)).toEqual([first, second, third]);
    // With the one that went on with them, they go.
    expect(await prune('--keep', '0')).toMatchObject({ kept: 0 });
  });

  it('keeps what was cut short and not resumed, until it is thirty days old', async () => {
    const [old, open] = [writeRun(31, { cutShort: true }), writeRun(29, { cutShort: true })];
    expect(await prune('--keep', '0')).toMatchObject({ removed: [{ run: old }], kept: 1 });
    const resuming = writeRun(1, { resumes: open });
    expect(await prune('--keep', '0')).toMatchObject({ removed: [{ run: resuming }, { run: open }], kept: 0 });
  });

  it('keeps what is under way, whatever its age', async () => {
    const [gone, held] = [writeRun(41), writeRun(40)];
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      mkdirSync(join(folder, '.tenon', 'locks'));
      const owner = { run: held, host: hostname(), pid: child.pid, since: new Date().toISOString() };
      writeFileSync(join(folder, '.tenon', 'locks', 'acme.lock'), JSON.stringify(owner));
      expect(await prune('--keep', '0')).toMatchObject({ removed: [{ run: gone }], kept: 1 });
    } finally {
      child.kill();
    }
  });

  it('touches nothing that is no run, and follows no links', async () => {
    const elsewhere = createTemporaryFolder({ 'plan.json': '{}' });
    const [mixed, linked, inside] = [writeRun(40), buildRunId(Date.now() - 41 * DAY), writeRun(42)];
    const runs = join(folder, '.tenon', 'runs');
    writeFileSync(join(runs, mixed, 'notes.txt'), 'mine');
    symlinkSync(elsewhere, join(runs, linked));
    symlinkSync(elsewhere, join(runs, inside, 'plan.json'));
    mkdirSync(join(runs, 'tenon-old'));
    writeFileSync(join(runs, buildRunId(Date.now() - 43 * DAY)), 'a file');
    const before = readdirSync(runs);
    expect(await prune('--keep', '0')).toMatchObject({ removed: [] });
    expect(readdirSync(runs)).toEqual(before);
    expect(existsSync(join(elsewhere, 'plan.json'))).toBe(true);
  });

  it.each([[['--keep', '5']], [['--prune', 'tenon-20261127031500000-0a1b2c3d']], [['--prune', '--keep', '-1']]])(
    'is not for %j',
    async (args) => {
      writeRun(40);
      expect(await runCli(['runs', ...args], { cwd: folder })).toMatchObject({ code: 1, stdout: '' });
      expect(listRunsIn(folder)).toHaveLength(1);
    },
  );
});

const scene = setUpCliScene({ 'tenant.yaml': 'roles: [{ name: one }]\n' });

it('an apply removes the same by itself', async () => {
  folder = scene().folder;
  writeTwentyRuns();
  const old = writeRun(31);
  expect(await scene().run(['apply', '--yes'])).toMatchObject({ code: 0 });
  expect(listRunsIn(folder)).not.toContain(old);
  expect(listRunsIn(folder)).toHaveLength(21);
});
