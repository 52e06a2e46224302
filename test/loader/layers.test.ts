import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findProblemCodes, findProblems, loadDefinition, loadFields, loadFolder } from './load-helpers.ts';

const buildRoleYaml = (name: string, more = '') => `roles:\n  - name: ${name}\n${more}`;

test('included files stand beside the one that includes them', async () => {
  const files = {
    'tenant.yaml': `include: [parts/a.yaml, parts/b.json]\n${buildRoleYaml('one')}`,
    'parts/a.yaml': `include: more/c.yaml\n${buildRoleYaml('two')}`,
    'parts/b.json': '{"roles": [{"name": "three"}]}',
    'parts/more/c.yaml': buildRoleYaml('four'),
  };
  expect(Object.keys(await loadFields(files))).toEqual(['roles/one', 'roles/two', 'roles/four', 'roles/three']);
});

test('the same resource in two files of one definition is told with both places', async () => {
  const files = { 'tenant.yaml': `include: [b.yaml]\n${buildRoleYaml('one')}`, 'b.yaml': `\n\n${buildRoleYaml('one')}` };
  const [problem] = await findProblems(files);
  expect(problem).toMatchObject({ code: 'duplicate-resource', place: { file: 'b.yaml', line: 4, column: 11 } });
  expect(problem?.message).toMatch(/tenant\.yaml:3:11$/);
});

test('the same resource twice in one file is told, for each time', async () => {
  expect(await findProblemCodes('roles:\n  - name: a\n  - name: a\n  - name: b\n  - name: a\n')).toEqual([
    'duplicate-resource 3:11',
    'duplicate-resource 5:11',
  ]);
});

test('names that differ only in case are different', async () => {
  expect(await findProblemCodes('roles:\n  - name: a\n  - name: A\n')).toEqual([]);
});

test('a database and a connection of one name are one resource', async () => {
  expect(await findProblemCodes('databases:\n  - name: a\nconnections:\n  - { name: a, strategy: auth0 }\n')).toEqual([
    'duplicate-resource 4:13',
  ]);
});

test('keys of several fields are compared as a whole', async () => {
  const buildGrantYaml = (client: string, audience: string, more = '') =>
    `  - { client_id: ${client}, audience: "${audience}"${more} }\n`;
  const text = `clientGrants:\n${buildGrantYaml('A', 'x')}${buildGrantYaml('B', 'x')}${buildGrantYaml('A', 'y')}${buildGrantYaml('A', 'x', ', subject_type: user')}`;
  expect(await findProblemCodes(text)).toEqual([]);
  expect(await findProblemCodes(`${text}${buildGrantYaml('A', 'x', ', subject_type: client')}`)).toEqual([
    'duplicate-resource 6:18',
  ]);
  expect(await findProblemCodes(`clientGrants:\n${buildGrantYaml('"A|B"', 'C')}${buildGrantYaml('A', 'B|C')}`)).toEqual([]);
});

test('two clients of one name are told apart by $id', async () => {
  const buildClientsYaml = (first: string, second: string) => `clients:\n  - { name: A${first} }\n  - { name: A${second} }\n`;
  expect(await findProblemCodes(buildClientsYaml('', ''))).toEqual(['duplicate-resource 3:13']);
  expect(await findProblemCodes(buildClientsYaml(', $id: one', ''))).toEqual([]);
  expect(await findProblemCodes(buildClientsYaml(', $id: one', ', $id: two'))).toEqual([]);
  expect(await findProblemCodes(buildClientsYaml(', $id: one', ', $id: one'))).toEqual(['duplicate-resource 3:13']);
  const { resources } = await loadDefinition(buildClientsYaml(', $id: one', ', $id: two'));
  expect(resources.map(({ address, pinnedId }) => [address, pinnedId])).toEqual([
    ['clients/A', 'one'],
    ['clients/A', 'two'],
  ]);
});

test('$id does not help where the tenant allows each name once', async () => {
  expect(await findProblemCodes('roles:\n  - { name: a, $id: one }\n  - { name: a, $id: two }\n')).toEqual([
    'duplicate-resource 3:13',
  ]);
});

test('a file that is named later lies over those before it', async () => {
  const files = {
    'base.yaml':
      'clients:\n  - name: App\n    callbacks: [app:a, app:b]\n    description: base\n    jwt_configuration: { alg: RS256, lifetime_in_seconds: 60 }\n  - name: Other\n',
    'prod.yaml':
      'clients:\n  - name: App\n    callbacks: [app:c]\n    jwt_configuration: { lifetime_in_seconds: 120 }\n  - name: New\n',
  };
  expect(await loadFields(files, { files: ['base.yaml', 'prod.yaml'] })).toEqual({
    'clients/App': {
      name: 'App',
      callbacks: ['app:c'],
      description: 'base',
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 120 },
    },
    'clients/Other': { name: 'Other' },
    'clients/New': { name: 'New' },
  });
});

test('relations are replaced as a whole, null unsets, directives are laid over too', async () => {
  const buildPermissionYaml = (name: string) => `{ resource_server_identifier: x, permission_name: ${name} }`;
  const files = {
    'a.yaml': buildRoleYaml('r', `    $renamed_from: q\n    permissions: [${buildPermissionYaml('p')}]\n`),
    'b.yaml': buildRoleYaml('r', `    $renamed_from: s\n    permissions: [${buildPermissionYaml('q')}]\n`),
  };
  const { resources } = await loadDefinition(files, { files: ['a.yaml', 'b.yaml'] });
  expect(resources).toHaveLength(1);
  expect(resources[0]).toMatchObject({ renamedFrom: 's', relations: { permissions: [{ permission_name: 'q' }] } });
});

test('an overlay declares databases of what was a connection before', async () => {
  const files = {
    'a.yaml': 'connections:\n  - { name: db, strategy: auth0 }\n',
    'b.yaml': 'databases:\n  - { name: db, options: { mfa: { active: true } } }\n',
  };
  const fields = await loadFields(files, { files: ['a.yaml', 'b.yaml'] });
  expect(fields['connections/db']).toMatchObject({ strategy: 'auth0', options: { mfa: { active: true } } });
});

test('an overlay does not make a database of what is of another strategy', async () => {
  const files = { 'a.yaml': 'connections:\n  - { name: db, strategy: samlp }\n', 'b.yaml': 'databases:\n  - name: db\n' };
  expect(await findProblemCodes(files, { files: ['a.yaml', 'b.yaml'] })).toEqual(['wrong-value a.yaml:2:27']);
});

test('what is wrong with the outcome of layers is told where the wrong part stands', async () => {
  const files = {
    'a.yaml': 'clients:\n  - name: App\n    app_type: spaa\n',
    'b.yaml': 'clients:\n  - name: App\n    description: 5\n',
  };
  expect(await findProblemCodes(files, { files: ['a.yaml', 'b.yaml'] })).toEqual([
    'wrong-value a.yaml:3:15',
    'wrong-type b.yaml:3:18',
  ]);
});

test('an error that an overlay mends is none', async () => {
  const files = {
    'a.yaml': 'clients:\n  - name: App\n    app_type: spaa\n',
    'b.yaml': 'clients:\n  - name: App\n    app_type: spa\n',
  };
  expect(await findProblemCodes(files, { files: ['a.yaml', 'b.yaml'] })).toEqual([]);
});

test('within one layer nothing lies over anything', async () => {
  const files = {
    'a.yaml': buildRoleYaml('r'),
    'b.yaml': `include: [c.yaml]\n${buildRoleYaml('r')}`,
    'c.yaml': buildRoleYaml('r'),
  };
  expect(await findProblemCodes(files, { files: ['a.yaml', 'b.yaml'] })).toEqual(['duplicate-resource c.yaml:2:11']);
});

test('an overlay says by $id which of two clients it means', async () => {
  const base = 'clients:\n  - { name: A, $id: one }\n  - { name: A, $id: two }\n';
  const buildOverlayFiles = (pin: string) => ({
    'a.yaml': base,
    'b.yaml': `clients:\n  - { name: A, description: new${pin} }\n`,
  });
  expect(await findProblemCodes(buildOverlayFiles(''), { files: ['a.yaml', 'b.yaml'] })).toEqual(['ambiguous-key b.yaml:2:13']);
  const { resources } = await loadDefinition(buildOverlayFiles(', $id: two'), { files: ['a.yaml', 'b.yaml'] });
  expect(resources.map(({ pinnedId, fields }) => [pinnedId, fields.description])).toEqual([
    ['one', undefined],
    ['two', 'new'],
  ]);
  const third = await loadDefinition(buildOverlayFiles(', $id: three'), { files: ['a.yaml', 'b.yaml'] });
  expect(third.resources.map(({ pinnedId }) => pinnedId)).toEqual(['one', 'two', 'three']);
});

test('an overlay can pin what had no $id before', async () => {
  const files = { 'a.yaml': 'clients:\n  - name: A\n    description: x\n', 'b.yaml': 'clients:\n  - { name: A, $id: one }\n' };
  const { resources } = await loadDefinition(files, { files: ['a.yaml', 'b.yaml'] });
  expect(resources).toMatchObject([{ pinnedId: 'one', fields: { description: 'x' } }]);
});

test('a $id from an overlay distinguishes the resource from another $id in a later layer', async () => {
  const files = {
    'a.yaml': 'clients:\n  - name: A\n',
    'b.yaml': 'clients:\n  - { name: A, $id: one }\n',
    'c.yaml': 'clients:\n  - { name: A, $id: two }\n',
  };
  const { resources } = await loadDefinition(files, { files: ['a.yaml', 'b.yaml', 'c.yaml'] });
  expect(resources.map(({ pinnedId }) => pinnedId)).toEqual(['one', 'two']);
});

test('files that include each other are told at the include that closes the circle', async () => {
  const files = {
    'tenant.yaml': 'include: [b.yaml]\n',
    'b.yaml': 'include: [c.yaml]\n',
    'c.yaml': 'roles: []\ninclude:\n  - tenant.yaml\n',
  };
  expect(await findProblemCodes(files)).toEqual(['include-cycle c.yaml:3:5']);
  expect(await findProblemCodes({ 'tenant.yaml': 'include: [./tenant.yaml]\n' })).toEqual(['include-cycle 1:11']);
});

test('a file that is included by two others is read once', async () => {
  const files = {
    'tenant.yaml': 'include: [b.yaml, c.yaml]\n',
    'b.yaml': 'include: [d.yaml]\n',
    'c.yaml': 'include: [./d.yaml]\n',
    'd.yaml': buildRoleYaml('a'),
  };
  expect(Object.keys(await loadFields(files))).toEqual(['roles/a']);
});

test('an include that is no path is told', async () => {
  expect(await findProblemCodes('include: 5\nroles: []\n')).toEqual(['wrong-type 1:10']);
  expect(await findProblemCodes('include: [nope.yaml, {a: b}]\nroles: []\n')).toEqual([
    'file-unreadable 1:11',
    'wrong-type 1:22',
  ]);
  expect(await findProblemCodes('include: [""]\nroles: []\n')).toEqual(['file-unreadable 1:11']);
});

test('files are called as they were given, and included ones relative to that', async () => {
  const folder = createTemporaryFolder({ 'conf/tenant.yaml': 'include: [parts/a.yaml]\n', 'conf/parts/a.yaml': 'rolls: []\n' });
  const outcome = await loadFolder(folder, { files: ['conf/tenant.yaml'] });
  expect(outcome).toMatchObject({ ok: false, error: [{ place: { file: join(folder, 'conf/parts/a.yaml') } }] });
});
