import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { load } from '../../src/loader/load-definition.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findProblemCodes, loadFolder } from './load-helpers.ts';

afterEach(() => vi.restoreAllMocks());

test('a file that is not there, or is a folder, is told by name', async () => {
  expect(await findProblemCodes({ 'other.yaml': 'roles: []\n' })).toEqual(['file-unreadable']);
  expect(await findProblemCodes({ 'tenant.yaml/x': '' })).toEqual(['file-unreadable']);
  expect(await findProblemCodes({ 'tenant.yaml': 'roles: []\n' }, { files: ['tenant.yaml', 'prod.yaml'] })).toEqual([
    'file-unreadable',
  ]);
});

test('what is no text is refused', async () => {
  expect(await findProblemCodes({ 'tenant.yaml': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]) })).toEqual(['file-unreadable']);
  expect(await findProblemCodes({ 'tenant.yaml': 'roles: []\0\n' })).toEqual(['file-unreadable']);
  expect(await findProblemCodes({ 'tenant.yaml': Buffer.from('roles: []\n', 'utf16le') })).toEqual(['file-unreadable']);
});

test('a file of more than 20 MB is refused', async () => {
  expect(await findProblemCodes({ 'tenant.yaml': `# ${'x'.repeat(21 * 1024 * 1024)}\n` })).toEqual(['file-too-large']);
});

test('half of a character is refused wherever it stands, and a whole one in two halves is taken', async () => {
  const text = 'roles:\n  - name: "a\\uD800"\n  - name: b\n    description: "\\uDC00 x"\n  - name: c\n    "d\\uD800": 1\n';
  expect(await findProblemCodes(text)).toEqual(['yaml-unsupported 2:11', 'yaml-unsupported 4:18', 'yaml-unsupported 6:5']);
  expect(await findProblemCodes('roles: [{ name: "\\uD83D\\uDE00" }]\n')).toEqual([]);
  const vars = { HALF: '\uD800' };
  expect(await findProblemCodes('roles: [{ name: "##HALF##" }, { name: @@HALF@@ }]\n', { vars })).toEqual([
    'yaml-unsupported 1:17',
    'yaml-unsupported 1:39',
  ]);
});

test('no name is longer than a person could read', async () => {
  const long = 'n'.repeat(100_000);
  expect(await findProblemCodes(`roles: [{ name: ${long} }]\n`)).toEqual(['wrong-value 1:17']);
  expect(await findProblemCodes(`roles: [{ name: "\${env:LONG}" }]\n`, { env: { LONG: long } })).toEqual(['wrong-value 1:17']);
  expect(await findProblemCodes(`clients: [{ name: a, client_metadata: { b: c, ${long}: x } }]\n`)).toEqual([
    'yaml-unsupported 1:47',
  ]);
});

test('no include leaves the root', async () => {
  const folder = createTemporaryFolder({ 'conf/tenant.yaml': 'include: [../secret.yaml]\n', 'secret.yaml': 'roles: []\n' });
  const outcome = await loadFolder(folder, { files: ['conf/tenant.yaml'], root: join(folder, 'conf') });
  expect(outcome).toMatchObject({ ok: false, error: [{ code: 'file-outside-root', place: { line: 1, column: 11 } }] });
  expect((await loadFolder(folder, { files: ['conf/tenant.yaml'] })).ok).toBe(true);
});

test('symbolic links are followed before the root is asked', async () => {
  const folder = createTemporaryFolder({
    'conf/tenant.yaml': 'include: [inside.yaml, outside.yaml, folder/secret.yaml]\n',
    'conf/a.yaml': 'roles: []\n',
    'secret.yaml': 'roles: []\n',
  });
  symlinkSync(join(folder, 'conf/a.yaml'), join(folder, 'conf/inside.yaml'));
  symlinkSync(join(folder, 'secret.yaml'), join(folder, 'conf/outside.yaml'));
  symlinkSync(folder, join(folder, 'conf/folder'));
  const outcome = await loadFolder(folder, { files: ['conf/tenant.yaml'], root: join(folder, 'conf') });
  expect(outcome).toMatchObject({
    ok: false,
    error: [
      { code: 'file-outside-root', place: { column: 24 } },
      { code: 'file-outside-root', place: { column: 38 } },
    ],
  });
});

test('links that go round in a circle are unreadable', async () => {
  const folder = createTemporaryFolder({ 'tenant.yaml': 'include: [loop.yaml]\n' });
  symlinkSync(join(folder, 'loop.yaml'), join(folder, 'loop.yaml'));
  expect(await loadFolder(folder)).toMatchObject({ ok: false, error: [{ code: 'file-unreadable' }] });
});

test('the root is the folder of the first file, or the working directory around it', async () => {
  const folder = createTemporaryFolder({ 'conf/tenant.yaml': 'include: [../b.yaml]\n', 'b.yaml': 'roles: []\n' });
  const options = { files: [join(folder, 'conf/tenant.yaml')], env: {} };
  expect(await load(options)).toMatchObject({ ok: false, error: [{ code: 'file-outside-root' }] });
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  expect((await load(options)).ok).toBe(true);
});

test('a folder whose name only begins like the root is outside of it', async () => {
  const folder = createTemporaryFolder({
    'conf/tenant.yaml': 'include: [../conf-more/b.yaml]\n',
    'conf-more/b.yaml': 'roles: []\n',
  });
  const outcome = await loadFolder(folder, { files: ['conf/tenant.yaml'], root: join(folder, 'conf') });
  expect(outcome).toMatchObject({ ok: false, error: [{ code: 'file-outside-root' }] });
});

test('a file whose name begins with two dots is inside', async () => {
  expect(await findProblemCodes({ 'tenant.yaml': 'include: [..b.yaml]\n', '..b.yaml': 'roles: []\n' })).toEqual([]);
});
