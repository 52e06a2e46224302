import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDefinitionNames, isTopLevelKey } from '../../src/loader/declare/type-names.ts';
import { createDirectoryFormat } from '../../src/loader/deploy-cli/directory-format.ts';
import { RETIRED_TYPES } from '../../src/loader/deploy-cli/retired-types.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { type Files, findProblemCodes, loadFields, loadFolder, loadOrThrow } from './load-helpers.ts';

const formatJson = (value: unknown): string => JSON.stringify(value, null, 2);
const DIR = { files: ['conf'] } as const;
const moveToConf = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`conf/${name}`, text]));
const findConfProblems = (files: Files, asked = {}) => findProblemCodes(moveToConf(files), { ...DIR, ...asked });
const loadConfFields = (files: Files, asked = {}) => loadFields(moveToConf(files), { ...DIR, ...asked });

test('folders become types, files resources; what is declared is the same as in one file', async () => {
  const resources = {
    client: { name: 'Shop', app_type: 'spa' },
    role: { name: 'clerk', permissions: [] },
    api: { identifier: 'https://api.acme.test/', name: 'API' },
    grant: { client_id: 'Shop', audience: 'https://api.acme.test/', scope: [] },
  };
  const { definition } = await loadOrThrow(
    moveToConf({
      'clients/Shop.json': formatJson(resources.client),
      'roles/clerk.json': formatJson(resources.role),
      'resource-servers/API.json': formatJson(resources.api),
      'grants/Shop (https---api.acme.test-).json': formatJson(resources.grant),
      'organizations/acme.json': formatJson({ name: 'acme' }),
      'connections/google-oauth2.json': formatJson({ name: 'google-oauth2', strategy: 'google-oauth2' }),
      'database-connections/users/database.json': formatJson({ name: 'users', strategy: 'auth0' }),
    }),
    DIR,
  );
  const single = await loadOrThrow(
    formatJson({
      clientGrants: [resources.grant],
      clients: [resources.client],
      connections: [{ name: 'google-oauth2', strategy: 'google-oauth2' }],
      databases: [{ name: 'users', strategy: 'auth0' }],
      organizations: [{ name: 'acme' }],
      resourceServers: [resources.api],
      roles: [resources.role],
    }),
  );
  expect(definition.digest).toBe(single.definition.digest);
});

test('every place is of a type that is known, and a file of each is found', () => {
  const { places, findPlace } = createDirectoryFormat(CATALOGUE);
  for (const { path, type } of places) {
    expect(isTopLevelKey(createDefinitionNames(CATALOGUE), type), type).toBe(true);
    expect(findPlace(path.replaceAll('*', 'x'))?.type).toBe(type);
  }
  const placed = new Set(places.map(({ type }) => type));
  expect(Object.keys(RETIRED_TYPES).filter((type) => !placed.has(type))).toEqual([]);
});

test('scripts stand beside the JSON that names them, wherever the export ran', async () => {
  const buildDatabaseJson = (login: string) =>
    formatJson({ name: 'users', strategy: 'auth0', options: { customScripts: { login } } });
  for (const path of [
    './login.js',
    '.\\login.js',
    'old-tenant/database-connections/users/login.js',
    'a/b/database-connections/users/login.js',
  ]) {
    const found = await loadConfFields(
      {
        'database-connections/users/database.json': buildDatabaseJson(path),
        'database-connections/users/login.js': 'function login() { return "##ENV##"; }',
      },
      { vars: { ENV: 'dev' } },
    );
    expect(Object(found['connections/users']?.options).customScripts, path).toEqual({
      login: 'function login() { return "dev"; }',
    });
  }
  expect(
    await findConfProblems({
      'database-connections/users/database.json': buildDatabaseJson('elsewhere/login.js'),
      'login.js': 'x',
    }),
  ).toEqual(['file-unreadable conf/database-connections/users/database.json:6:16']);
});

test('a login page stands beside its client, a mail beside its connection', async () => {
  const found = await loadConfFields({
    'clients/Shop.json': formatJson({ name: 'Shop', custom_login_page: './Shop_custom_login_page.html' }),
    'clients/Shop_custom_login_page.html': '<b>hi</b>',
    'connections/email.json': formatJson({ name: 'email', strategy: 'email', options: { email: { body: './email.html' } } }),
    'connections/email.html': '<i>{{ code }}</i>',
  });
  expect(found['clients/Shop']?.custom_login_page).toBe('<b>hi</b>');
  expect(Object(found['connections/email']?.options).email).toEqual({ body: '<i>{{ code }}</i>' });
});

test('markers are replaced before JSON is read: values with and without quotes', async () => {
  const vars = { URLS: ['https://a.test', 'https://b.test'], NAME: 'Shop', MORE: '"https://c.test", "https://d.test"', AGE: 60 };
  const text =
    '{ "name": "##NAME## app", "callbacks": "@@URLS@@", "web_origins": @@URLS@@,\n"allowed_origins": [\n"https://x.test",\n##MORE##\n],"jwt_configuration": {"lifetime_in_seconds": ##AGE##} }';
  expect(await loadConfFields({ 'clients/x.json': text }, { vars })).toEqual({
    'clients/Shop app': {
      name: 'Shop app',
      callbacks: vars.URLS,
      web_origins: vars.URLS,
      allowed_origins: ['https://x.test', 'https://c.test', 'https://d.test'],
      jwt_configuration: { lifetime_in_seconds: 60 },
    },
  });
  expect(await findConfProblems({ 'clients/x.json': '{\n "name": "##NAME##"\n}' })).toEqual([
    'marker-missing conf/clients/x.json:2:11',
  ]);
});

test('markers of types that are left alone are nobody’s business', async () => {
  expect(await findConfProblems({ 'rules/x.json': '{ "name": "##NAME##" }', 'roles/a.json': '{ "name": "a" }' })).toEqual([
    'warning retired-type conf/rules/x.json:1:1',
  ]);
});

test('an empty folder says that there is none, an absent one nothing', async () => {
  const folder = createTemporaryFolder({ 'conf/clients/Shop.json': '{ "name": "Shop" }', 'conf/organizations/.gitkeep': '' });
  mkdirSync(join(folder, 'conf/roles'));
  const outcome = await loadFolder(folder, DIR);
  expect(outcome.ok && outcome.value.definition.declared).toEqual([
    { type: 'clients' },
    { type: 'organizations' },
    { type: 'roles' },
  ]);
});

test('what cannot be read is an error, never an absence', async () => {
  expect(await findConfProblems({ 'roles/a.json': '{ "name": "a"', 'clients/b.json': new Uint8Array([0xff, 0xfe]) })).toEqual([
    'file-unreadable',
    'yaml-syntax conf/roles/a.json:1:14',
  ]);
  expect(await findConfProblems({ 'roles/a.json': '' })).toEqual(['wrong-type conf/roles/a.json:1:1']);
  const folder = createTemporaryFolder({
    'conf/roles/a.json': '{ "name": "a" }',
    'conf/clients/b.json': '{ "name": "b" }',
    'out/c.json': '{}',
  });
  symlinkSync(join(folder, 'out'), join(folder, 'conf/grants'));
  expect(await loadFolder(folder, { ...DIR, root: join(folder, 'conf') })).toMatchObject({
    ok: false,
    error: [{ code: 'file-outside-root' }],
  });
});

test.skipIf(process.getuid?.() === 0)('a folder without permission is an error', async () => {
  const folder = createTemporaryFolder({ 'conf/roles/a.json': '{ "name": "a" }', 'conf/clients/b.json': '{ "name": "b" }' });
  chmodSync(join(folder, 'conf/roles'), 0);
  expect(await loadFolder(folder, DIR)).toMatchObject({ ok: false, error: [{ code: 'file-unreadable' }] });
  chmodSync(join(folder, 'conf/roles'), 0o700);
});

test('files that belong to nothing are told in one line, others of a repository not at all', async () => {
  const files = {
    'roles/a.json': '{ "name": "a" }',
    'roles/README.md': '',
    'README.md': '',
    'config.json': '{}',
    'package.json': '{}',
  };
  expect(await findConfProblems(files)).toEqual([]);
  expect(
    await findConfProblems({ ...files, 'src/x/y.json': '{}', '.github/x.json': '{', 'node_modules/clients/x.json': '{' }),
  ).toEqual([]);
  expect(await findConfProblems({ ...files, 'clients/old/x.json': '{', 'emails/verify_email.html': '' })).toEqual([
    'warning file-unrelated',
  ]);
});

test('a directory with nothing in it, or with both formats, is an error that says so', async () => {
  expect(await findConfProblems({ 'README.md': '' })).toEqual(['file-unreadable']);
  expect(await findConfProblems({ 'tenant.yaml': 'roles: []', 'roles/a.json': '{ "name": "a" }' })).toEqual(['mixed-formats']);
});

test('a directory with a definition in one file is that definition', async () => {
  const side = {
    'forms/f.json': '{}',
    'flows/f.json': '{}',
    'prompts/screenRenderSettings/a_b.json': '{}',
    'pages/login.html': '',
  };
  expect(await loadConfFields({ 'tenant.yaml': 'roles: [{ name: a }]', ...side })).toEqual({ 'roles/a': { name: 'a' } });
});

test('two files of one resource are told with both places', async () => {
  expect(await findConfProblems({ 'roles/a.json': '{ "name": "A" }', 'roles/b.json': '{ "name": "A" }' })).toEqual([
    'duplicate-resource conf/roles/b.json:1:11',
  ]);
  expect(
    await findConfProblems({
      'connections/users.json': '{ "name": "users", "strategy": "auth0" }',
      'database-connections/users/database.json': '{ "name": "users", "strategy": "auth0" }',
    }),
  ).toEqual(['duplicate-resource conf/database-connections/users/database.json:1:11']);
});

test('names are those in the files, whatever the files are called', async () => {
  const names = ['a/b', '*', '🦊 Füchse', 'x'.repeat(100), 'con', '..', 'Shop', 'shop'];
  const files = Object.fromEntries(names.map((name, index) => [`clients/${index}.json`, formatJson({ name })]));
  expect(Object.keys(await loadConfFields(files)).sort()).toEqual(names.map((name) => `clients/${name}`).sort());
});

test('a directory lies over a file, and a file over a directory', async () => {
  const files = {
    'conf/roles/a.json': '{ "name": "a", "description": "dir" }',
    'prod.yaml': 'roles: [{ name: a, description: file }]',
  };
  expect(await loadFields(files, { files: ['conf', 'prod.yaml'] })).toEqual({ 'roles/a': { name: 'a', description: 'file' } });
  expect(await loadFields(files, { files: ['prod.yaml', 'conf'] })).toEqual({ 'roles/a': { name: 'a', description: 'dir' } });
});

test('one file of a directory is no definition, and that is one error', async () => {
  const files = {
    'conf/clients/a.json': '{ "name": "a", "app_type": "spa" }',
    'conf/database-connections/u/database.json': '{ "name": "u" }',
  };
  expect(await findProblemCodes(files, { files: ['conf/clients/a.json'] })).toEqual(['wrong-type conf/clients/a.json:1:1']);
  expect(await findProblemCodes(files, { files: ['conf/database-connections/u/database.json'] })).toHaveLength(1);
  expect(await findProblemCodes({ 'roles/a.json': '{ "roles": [{ "name": "a" }] }' }, { files: ['roles/a.json'] })).toEqual([]);
});

test('what is nearly in its place is told, whatever else there is', async () => {
  const client = { 'clients/Shop.json': formatJson({ name: 'Shop' }) };
  expect(await findConfProblems({ ...client, 'databases/users.json': '{}' })).toEqual(['warning file-unrelated']);
  expect(await findConfProblems({ ...client, 'client-grants/a.json': '{}', 'rolse/a.json': '{}' })).toEqual([
    'warning file-unrelated',
    'warning file-unrelated',
  ]);
  expect(await findConfProblems({ ...client, 'clients/Other.yaml': 'name: Other\n' })).toEqual(['warning file-unrelated']);
  expect(await findConfProblems({ ...client, 'src/main.js': '', 'node_modules/a.json': '{}', 'README.md': '' })).toEqual([]);
});
