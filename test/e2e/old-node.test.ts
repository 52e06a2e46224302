import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../support/cli.ts';

const ENTRY = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Node says that it is another version before the program begins. */
async function runAs(version: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'tenon-node-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const preload = join(cwd, 'preload.cjs');
  writeFileSync(preload, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  return runCli(['--version'], { cwd, env: { NODE_OPTIONS: `--require=${preload}` } });
}

test.each(['10.24.1', '18.20.4', '20.18.3'])('Node %s is told which one is needed', async (version) => {
  const { code, stdout, stderr } = await runAs(version);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('node-unsupported');
  expect(stderr).toContain(version);
});

test.each(['20.19.0', '22.0.0', '24.4.1'])('Node %s runs it', async (version) => {
  expect(await runAs(version)).toMatchObject({ code: 0, stderr: '' });
});

test('the entry has no static import, which an old Node could not load', () => {
  expect(readFileSync(ENTRY, 'utf8')).not.toMatch(/^import\s|^export\s/m);
});
