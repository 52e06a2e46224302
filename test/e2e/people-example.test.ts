import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type CliResult, runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const readExample = (name: string): string => readFileSync(new URL(`../../examples/people/${name}`, import.meta.url), 'utf8');
const PASSWORD = 'correct-horse-9-Battery';

let folder: string;
beforeEach(() => {
  folder = createTemporaryFolder({ 'tenant.yaml': readExample('tenant.yaml'), 'people.yaml': readExample('people.yaml') });
});
const run = (...args: readonly string[]): Promise<CliResult> =>
  runCli(args, { cwd: folder, env: { BREAK_GLASS_PASSWORD: PASSWORD } });

it('the example of people has no finding in production', async () => {
  const { code, stdout } = await run('check', '--format', 'json');
  expect([code, JSON.parse(stdout).findings]).toEqual([0, []]);
});

it('is applied at once, welcomes whoever is new, and then needs nothing', async () => {
  const applied = await run('apply', '--emulator', '--yes', '--tickets', 'welcome.jsonl');
  expect(applied.code, applied.stderr).toBe(0);
  expect(applied.stdout + applied.stderr).not.toContain(PASSWORD);
  const tickets = readFileSync(join(folder, 'welcome.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(tickets.map(({ address }) => address).sort()).toEqual([
    'users/staff|ada@cargo.example',
    'users/staff|grace@cargo.example',
  ]);
  const planned = await run('plan', '--emulator', '--format', 'json', '--detailed-exitcode');
  expect([planned.code, JSON.parse(planned.stdout).operations]).toEqual([0, []]);
});

it('does nothing if nobody receives the tickets', async () => {
  expect((await run('apply', '--emulator', '--yes')).code).toBe(3);
  const { stdout } = await run('plan', '--emulator', '--format', 'json');
  expect(JSON.parse(stdout).operations.length).toBeGreaterThan(15);
});
