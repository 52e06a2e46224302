import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../docs/pages.ts';

/** A copy of the repository whose changelog has the section of the version. */
let repository = '';
let folder = '';

const release = (tag: string, into: string) =>
  spawnSync(process.execPath, ['scripts/release.mjs', tag, into], { cwd: repository, encoding: 'utf8' });
const readReleased = (name: string): string => readFileSync(join(folder, name), 'utf8');

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'tenon-release-'));
  const copied = ['src', 'schemas', 'scripts', 'examples', 'dist', 'package.json', 'package-lock.json', '.npmrc', 'action.yml'];
  const texts = ['README.md', 'LICENSE', 'CHANGELOG.md', 'tsconfig.json', 'tsconfig.build.json'];
  for (const name of [...copied, ...texts])
    cpSync(join(root, name), join(repository, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(root, 'node_modules'), join(repository, 'node_modules'), 'dir');
  const changelog = readFileSync(join(repository, 'CHANGELOG.md'), 'utf8').replace('[Unreleased]', '[0.1.0] - 2026-12-01');
  writeFileSync(join(repository, 'CHANGELOG.md'), changelog);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], { cwd: repository, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', 'package.json');
  git('commit', '--quiet', '--message', 'release');
  folder = join(repository, 'release');
  const { status, stderr } = release('v0.1.0', folder);
  expect(stderr).toBe('');
  expect(status).toBe(0);
}, 180_000);

afterAll(() => rmSync(repository, { recursive: true, force: true }));

describe('a release', () => {
  test('has the package, what is in it, its checksums and where it comes from', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'SHA256SUMS',
      'action',
      'notes.md',
      'provenance.json',
      'sbom.cdx.json',
      'tenon-0.1.0.tgz',
    ]);
    for (const [, sum, name = ''] of readReleased('SHA256SUMS').matchAll(/^(\S+) {2}(\S+)$/gm))
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ).toBe(sum);
    const { subject, predicate } = JSON.parse(readReleased('provenance.json'));
    expect(subject).toHaveLength(2);
    expect(predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit).toMatch(/^[0-9a-f]{40}$/);
  });

  test('lists in its bill of materials every package whose code it contains', () => {
    const { components } = JSON.parse(readReleased('sbom.cdx.json'));
    const names: readonly string[] = components.map(({ name, group }: { readonly name: string; readonly group?: string }) =>
      group ? `${group}/${name}` : name,
    );
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) expect(names.join(' ')).toContain(name.replace(/^@[^/]+\//, ''));
  });

  test('has an action that runs without being built', () => {
    for (const name of ['action.yml', 'dist/action/main.js', 'dist/cli/main.js'])
      expect(existsSync(join(folder, 'action', name))).toBe(true);
    const main = join(folder, 'action/dist/cli/main.js');
    expect(execFileSync(process.execPath, [main, '--version'], { encoding: 'utf8' }).trim()).toBe('0.1.0');
  });

  test('has the notes of its version', () => expect(readReleased('notes.md')).toMatch(/^### Added/));
});

test('a tag that is not the version is refused, and so is a folder that has something', () => {
  expect(release('v9.9.9', join(repository, 'other')).status).not.toBe(0);
  expect(existsSync(join(repository, 'other'))).toBe(false);
  expect(release('v0.1.0', folder).status).not.toBe(0);
});
