import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
/** A shell that is not installed cannot be asked; CI has all three. */
const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'exit'], { stdio: 'ignore' }).status === 0;

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-completion-'));
  for (const shell of SHELLS) {
    const { code, stdout } = await runCli(['completion', shell], { cwd: folder });
    expect(code).toBe(0);
    writeFileSync(join(folder, shell), stdout);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (shell: string, args: readonly string[]): readonly string[] =>
  execFileSync(shell, args, { cwd: folder, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');

/** Asks a shell what can follow the words of a line; the last word is the one to complete. */
const ASK: Readonly<Record<(typeof SHELLS)[number], (words: readonly string[]) => readonly string[]>> = {
  bash: (words) =>
    run('bash', [
      '-c',
      'source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tenon; printf "%s\\n" "${COMPREPLY[@]}"',
      'bash',
      ...words,
    ]),
  // The helpers of zsh work in its line editor only: here they print what they are given.
  zsh: (words) =>
    run('zsh', [
      '-fc',
      'compdef() { }; _arguments() { print -l -- "$@" }; _describe() { print -l -- $commands }; source ./zsh; words=("$@"); CURRENT=$#; _tenon',
      'zsh',
      ...words,
    ]),
  fish: (words) =>
    run('fish', ['--no-config', '-c', 'source ./fish; complete -C (string join " " -- $argv)', ...words]).map(
      (line) => line.split('\t')[0] ?? '',
    ),
};

describe.each(SHELLS.filter(isInstalled))('completion of %s', (shell) => {
  const ask = ASK[shell];

  test('offers every command', async () => {
    const { stdout } = await runCli(['--help'], { cwd: folder });
    const [, list = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
    const commands = [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(15);
    const offered = ask(['tenon', '']).map((word) => word.split(':')[0]);
    expect(offered).toEqual(expect.arrayContaining(commands));
  });

  test('offers the flags of a command, and not those of others', () => {
    const offered = ask(['tenon', 'plan', '--']).join('\n');
    expect(offered).toMatch(/--detailed-exitcode/);
    expect(offered).not.toMatch(/--tickets/);
  });

  test('offers the values of a flag', () => {
    const offered = ask(['tenon', 'plan', '--format', '']).join('\n');
    for (const format of ['text', 'markdown', 'json']) expect(offered).toMatch(new RegExp(`\\b${format}\\b`));
    expect(offered).not.toContain('junit');
  });

  test('offers the values of an argument', () => {
    expect(ask(['tenon', 'completion', '']).join('\n')).toMatch(/\bfish\b/);
  });
});

test.runIf(isInstalled('bash'))('bash completes --format=j as it does --format j', () => {
  expect(ASK.bash(['tenon', 'plan', '--format', '=', 'j'])).toEqual(['json']);
  expect(ASK.bash(['tenon', 'plan', '--format', 'j'])).toEqual(['json']);
});

test.runIf(isInstalled('zsh'))('zsh accepts the script, and registers it', () => {
  const script = 'autoload -U compinit; compinit -D -u; source ./zsh; print $_comps[tenon]';
  expect(run('zsh', ['-fc', script])).toEqual(['_tenon']);
});

test('a shell without completion is refused', async () => {
  expect((await runCli(['completion', 'powershell'], { cwd: folder })).code).toBe(1);
});

test('version names tenon, Node and the platform, as text and as JSON', async () => {
  const { stdout } = await runCli(['version', '--format', 'json'], { cwd: folder });
  const version = (await runCli(['--version'], { cwd: folder })).stdout.trim();
  expect(JSON.parse(stdout)).toEqual({ version, node: process.versions.node, platform: `${process.platform}-${process.arch}` });
  const text = (await runCli(['version'], { cwd: folder })).stdout;
  expect(text).toContain(version);
  expect(text).toContain(process.versions.node);
});
