import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { root } from '../docs/pages.ts';
import { createProjectWithPackage, PACKAGE } from '../support/built-package.ts';

const folder = PACKAGE;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

const readPackaged = (name: string): string => readFileSync(join(folder, name), 'utf8');
const readManifest = (): JsonObject => {
  const manifest: unknown = JSON.parse(readPackaged('package.json'));
  return isObject(manifest) ? manifest : {};
};
const runNode = (args: readonly string[], cwd: string): string =>
  execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH } });

describe('the package', () => {
  test('has few files, and nothing that only we need', () => {
    expect(files.length).toBeLessThanOrEqual(250);
    const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(3_800_000);
    const folders = new Set(files.map((name) => name.split('/')[0]));
    expect([...folders].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES.txt',
      'dist',
      'examples',
      'package.json',
      'schemas',
    ]);
  });

  test('runs no script when it is installed, and installs one dependency', () => {
    const { scripts, devDependencies, dependencies } = readManifest();
    expect({ scripts, devDependencies }).toEqual({});
    expect(Object.keys(isObject(dependencies) ? dependencies : {})).toEqual(['undici']);
  });

  test('has every file that its manifest names', () => {
    const { bin, exports } = readManifest();
    const named = JSON.stringify([bin, exports]).match(/dist\/[\w./-]+/g) ?? [];
    expect(named.length).toBe(5);
    for (const name of named) expect(files).toContain(name);
  });

  test('has the license of every package whose code is in it', () => {
    const notices = readPackaged('THIRD-PARTY-NOTICES.txt');
    const manifest: { readonly dependencies: JsonObject } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const name of Object.keys(manifest.dependencies).filter((each) => each !== 'undici'))
      expect(notices).toContain(`${name} `);
    expect(notices.match(/Copyright|Permission/gi)?.length).toBeGreaterThan(10);
  });

  test('has no link that works in the repository only', () => {
    const links = [...readPackaged('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to);
    expect(links.filter((to) => !/^(?:https:\/\/|#)/.test(to ?? ''))).toEqual([]);
  });

  test('is clean to publint', async () => {
    const { publint } = await import('publint');
    const { messages } = await publint({ pkgDir: folder, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  test('publishes every schema, without losing a word', () => {
    for (const name of readdirSync(join(root, 'schemas')))
      expect(JSON.parse(readPackaged(`schemas/${name}`))).toEqual(JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8')));
  });

  test('validates, plans and applies, and the second plan is empty', () => {
    const project = createProjectWithPackage();
    writeFileSync(join(project, 'tenant.yaml'), 'roles: [{ name: reader }]\nclients: [{ name: Shop, app_type: spa }]\n');
    const main = join(project, 'node_modules/tenon/dist/cli/main.js');
    runNode([main, 'validate'], project);
    runNode([main, 'apply', '--emulator', '--yes'], project);
    const plan: { readonly operations: readonly unknown[] } = JSON.parse(
      runNode([main, 'plan', '--emulator', '--format', 'json'], project),
    );
    expect(plan.operations).toEqual([]);
  });
});

describe('what a short command loads', () => {
  /** Paths of the files of the package that Node loads for a command. */
  const listLoaded = (...args: readonly string[]): readonly string[] => {
    const hooks = `data:text/javascript,${encodeURIComponent(
      `export const load=(url,context,next)=>{process._rawDebug('loaded '+url);return next(url,context)}`,
    )}`;
    const register = `data:text/javascript,${encodeURIComponent(
      `import{register}from'node:module';register(${JSON.stringify(hooks)})`,
    )}`;
    const script = `${JSON.stringify(process.execPath)} --import ${JSON.stringify(register)} "$@" 2>&1`;
    const output = execFileSync('bash', ['-c', script, 'bash', join(folder, 'dist/cli/main.js'), ...args], { encoding: 'utf8' });
    return [...output.matchAll(/^loaded file:.*\/(dist\/.*)$/gm)].map(([, name]) => name ?? '');
  };
  const isOfEmulator = (name: string): boolean => readPackaged(name).includes('emulator.archive');

  test('help loads three files besides the entry', () => {
    expect(listLoaded('--help').length).toBeLessThanOrEqual(4);
  });

  test('validate loads nothing of the emulator', () => {
    const file = join(createProjectWithPackage(), 'tenant.yaml');
    writeFileSync(file, 'roles: [{ name: reader }]\n');
    const loaded = listLoaded('validate', file);
    expect(loaded.length).toBeGreaterThan(4);
    expect(loaded.filter(isOfEmulator)).toEqual([]);
    expect(files.filter((name) => name.endsWith('.js')).filter(isOfEmulator).length).toBe(1);
  });
});
