// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are of the scripts in the files.
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findProblemCodes, loadFields, loadFolder } from './load-helpers.ts';

const buildDatabaseYaml = (script: string) =>
  `databases:\n  - name: users\n    options:\n      customScripts:\n        login: ${script}\n`;
const loadLoginScript = async (files: Readonly<Record<string, string>>, file = 'tenant.yaml') => {
  const fields = await loadFields(files, { files: [file], vars: { ENV: 'dev' } });
  return Object(fields['connections/users']?.options).customScripts?.login;
};
const script = 'function login() { return `${x} $${env:X} ##ENV##`; }\n';
const read = 'function login() { return `${x} $${env:X} dev`; }\n';

test.each([
  ['./scripts/login.js', 'tenant.yaml', 'scripts/login.js'],
  ['scripts/login.js', 'tenant.yaml', 'scripts/login.js'],
  ['"databases/My DB (old)/login.js"', 'tenant.yaml', 'databases/My DB (old)/login.js'],
  ['.\\scripts\\login.js', 'tenant.yaml', 'scripts/login.js'],
  ['./login.js', 'conf/tenant.yaml', 'conf/login.js'],
  ['./conf/scripts/login.js', 'conf/tenant.yaml', 'conf/scripts/login.js'],
  ['out/conf/scripts/login.js', 'out/conf/tenant.yaml', 'out/conf/scripts/login.js'],
  ['./login.js', 'tenant.yaml', 'connections/login.js'],
])('%s in %s is the content of %s, with its markers replaced', async (written, file, path) => {
  expect(await loadLoginScript({ [file]: buildDatabaseYaml(written), [path]: script }, file)).toBe(read);
});

test('the file beside wins over one in a folder of the same name', async () => {
  expect(
    await loadLoginScript(
      { 'conf/tenant.yaml': buildDatabaseYaml('conf/login.js'), 'conf/conf/login.js': 'nearer', 'conf/login.js': 'other' },
      'conf/tenant.yaml',
    ),
  ).toBe('nearer');
});

test('a text that is no path stays', async () => {
  const inline = 'function login() { require("./x.js"); }';
  expect(await loadLoginScript({ 'tenant.yaml': buildDatabaseYaml(`'${inline}'`) })).toBe(inline);
  expect(await loadLoginScript({ 'tenant.yaml': buildDatabaseYaml('|\n          // see\n          // login.js\n') })).toBe(
    '// see\n// login.js\n',
  );
  expect(await loadLoginScript({ 'tenant.yaml': buildDatabaseYaml('https://a.test/login.js') })).toBe('https://a.test/login.js');
});

test('a path to nothing is told at its place, and not sent as a script', async () => {
  expect(await findProblemCodes({ 'tenant.yaml': buildDatabaseYaml('./nope.js') })).toEqual(['file-unreadable 5:16']);
  expect(await findProblemCodes({ 'tenant.yaml': buildDatabaseYaml('./folder.js'), 'folder.js/x': '' })).toEqual([
    'file-unreadable 5:16',
  ]);
});

test('a path out of the root is told at its place', async () => {
  const folder = createTemporaryFolder({ 'conf/tenant.yaml': buildDatabaseYaml('../login.js'), 'login.js': '' });
  const outcome = await loadFolder(folder, { files: ['conf/tenant.yaml'], root: `${folder}/conf` });
  expect(outcome).toMatchObject({ ok: false, error: [{ code: 'file-outside-root', place: { line: 5, column: 16 } }] });
});

test('a path is relative to the file in which it stands', async () => {
  const files = {
    'tenant.yaml': 'include: [parts/db.yaml]\n',
    'parts/db.yaml': buildDatabaseYaml('./login.js'),
    'parts/login.js': 'beside',
    'login.js': 'above',
  };
  expect(await loadLoginScript(files)).toBe('beside');
});

test('an email connection of an export names a file in the folder connections', async () => {
  const text = 'connections:\n  - name: email\n    strategy: email\n    options: { email: { body: ./email.html } }\n';
  const fields = await loadFields({ 'tenant.yaml': text, 'connections/email.html': '<p>@@password@@ {{ code }}</p>' });
  expect(fields['connections/email']?.options).toEqual({ email: { body: '<p>@@password@@ {{ code }}</p>' } });
});
