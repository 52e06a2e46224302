import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { runCli } from '../support/cli.ts';
import { listBlocks, readPage, root } from './pages.ts';

const env = { PORTAL_URL: '', MAP_URL: '', GOOGLE_CLIENT_SECRET: 'x', INITECH_CLIENT_SECRET: 'y' };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-readme-'));
  cpSync(join(root, 'examples'), folder, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The changes of the example that the README plans. */
const EDITS: readonly (readonly [string | RegExp, string])[] = [
  [/callbacks: \[(".*portal.*\/callback")\]/, 'callbacks: [$1, "https://app.cargo.example/callback"]'],
  [/.*permission_name: "cancel:shipments".*\n/, ''],
  [/ {2}- name: Account Owner\n[\s\S]*?\n\n/, '\n'],
];

function editExample(): void {
  const path = join(folder, 'tenant.yaml');
  const edited = EDITS.reduce(
    (text, [from, to]) => {
      const next = text.replace(from, to);
      expect(next).not.toBe(text);
      return next;
    },
    readFileSync(path, 'utf8'),
  );
  writeFileSync(path, edited);
}

test('the plan in README.md is what the program prints', async () => {
  const applied = await runCli(['apply', '--emulator', '--yes'], { cwd: folder, env });
  expect(applied.code, applied.stderr).toBe(0);
  editExample();
  const { stdout } = await runCli(['plan', '--emulator'], { cwd: folder, env });
  expect(listBlocks('README.md')[0]?.code).toBe(`$ tenon plan\n${stdout}`);
});

test('README.md counts the resource types', () => {
  expect(readPage('README.md')).toContain(`all ${CATALOGUE.all.length} types`);
});

test('README.md fits three screens and names the two commands to begin with', () => {
  const text = readPage('README.md');
  expect(text.split('\n').length).toBeLessThanOrEqual(125);
  const lines = listBlocks('README.md').map(({ code }) => code.trim());
  expect(lines).toEqual(expect.arrayContaining(['npm ci && npm run demo', 'npm ci && npm test']));
});
