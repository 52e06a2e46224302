import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '../support/files.ts';
import { codesOf, definitionOf, fieldsOf, outcomeIn, problemsIn } from './support.ts';

const role = (name: string, more = '') => `roles:\n  - name: ${name}\n${more}`;

test('included files stand beside the one that includes them', async () => {
  const files = {
    'tenant.yaml': `include: [parts/a.yaml, parts/b.json]\n${role('one')}`,
    'parts/a.yaml': `include: more/c.yaml\n${role('two')}`,
    'parts/b.json': '{"roles": [{"name": "three"}]}',
    'parts/more/c.yaml': role('four'),
  };
  expect(Object.keys(await fieldsOf(files))).toEqual(['roles/one', 'roles/two', 'roles/four', 'roles/three']);
});

test('the same resource in two files of one definition is told with both places', async () => {
  const files = { 'tenant.yaml': `include: [b.yaml]\n${role('one')}`, 'b.yaml': `\n\n${role('one')}` };
  const [problem] = await problemsIn(files);
  expect(problem).toMatchObject({ code: 'duplicate-resource', place: { file: 'b.yaml', line: 4, column: 11 } });
  expect(problem?.message).toMatch(/tenant\.yaml:3:11$/);
});

test('the same resource twice in one file is told, for each time', async () => {
  expect(await codesOf('roles:\n  - name: a\n  - name: a\n  - name: b\n  - name: a\n')).toEqual([
    'duplicate-resource 3:11',
    'duplicate-resource 5:11',
  ]);
});

test('names that differ only in case are different', async () => {
  expect(await codesOf('roles:\n  - name: a\n  - name: A\n')).toEqual([]);
});

test('a database and a connection of one name are one resource', async () => {
  expect(await codesOf('databases:\n  - name: a\nconnections:\n  - { name: a, strategy: auth0 }\n')).toEqual([
    'duplicate-resource 4:13',
  ]);
});

test('keys of several fields are compared as a whole', async () => {
  const grant = (client: string, audience: string, more = '') => `  - { client_id: ${client}, audience: "${audience}"${more} }\n`;
  const text = `clientGrants:\n${grant('A', 'x')}${grant('B', 'x')}${grant('A', 'y')}${grant('A', 'x', ', subject_type: user')}`;
  expect(await codesOf(text)).toEqual([]);
  expect(await codesOf(`${text}${grant('A', 'x', ', subject_type: client')}`)).toEqual(['duplicate-resource 6:18']);
  expect(await codesOf(`clientGrants:\n${grant('"A|B"', 'C')}${grant('A', 'B|C')}`)).toEqual([]);
});

test('two clients of one name are told apart by $id', async () => {
  const text = (first: string, second: string) => `clients:\n  - { name: A${first} }\n  - { name: A${second} }\n`;
  expect(await codesOf(text('', ''))).toEqual(['duplicate-resource 3:13']);
  expect(await codesOf(text(', $id: one', ''))).toEqual([]);
  expect(await codesOf(text(', $id: one', ', $id: two'))).toEqual([]);
  expect(await codesOf(text(', $id: one', ', $id: one'))).toEqual(['duplicate-resource 3:13']);
  const { resources } = await definitionOf(text(', $id: one', ', $id: two'));
  expect(resources.map(({ address, pinnedId }) => [address, pinnedId])).toEqual([
    ['clients/A', 'one'],
    ['clients/A', 'two'],
  ]);
});

test('$id does not help where the tenant allows each name once', async () => {
  expect(await codesOf('roles:\n  - { name: a, $id: one }\n  - { name: a, $id: two }\n')).toEqual(['duplicate-resource 3:13']);
});

test('a file that is named later lies over those before it', async () => {
  const files = {
    'base.yaml':
      'clients:\n  - name: App\n    callbacks: [app:a, app:b]\n    description: base\n    jwt_configuration: { alg: RS256, lifetime_in_seconds: 60 }\n  - name: Other\n',
    'prod.yaml':
      'clients:\n  - name: App\n    callbacks: [app:c]\n    jwt_configuration: { lifetime_in_seconds: 120 }\n  - name: New\n',
  };
  expect(await fieldsOf(files, { files: ['base.yaml', 'prod.yaml'] })).toEqual({
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
  const permission = (name: string) => `{ resource_server_identifier: x, permission_name: ${name} }`;
  const files = {
    'a.yaml': role('r', `    $renamed_from: q\n    permissions: [${permission('p')}]\n`),
    'b.yaml': role('r', `    $renamed_from: s\n    permissions: [${permission('q')}]\n`),
  };
  const { resources } = await definitionOf(files, { files: ['a.yaml', 'b.yaml'] });
  expect(resources).toHaveLength(1);
  expect(resources[0]).toMatchObject({ renamedFrom: 's', relations: { permissions: [{ permission_name: 'q' }] } });
});

test('an overlay declares databases of what was a connection before', async () => {
  const files = {
    'a.yaml': 'connections:\n  - { name: db, strategy: auth0 }\n',
    'b.yaml': 'databases:\n  - { name: db, options: { mfa: { active: true } } }\n',
  };
  const fields = await fieldsOf(files, { files: ['a.yaml', 'b.yaml'] });
  expect(fields['connections/db']).toMatchObject({ strategy: 'auth0', options: { mfa: { active: true } } });
});

test('an overlay does not make a database of what is of another strategy', async () => {
  const files = { 'a.yaml': 'connections:\n  - { name: db, strategy: samlp }\n', 'b.yaml': 'databases:\n  - name: db\n' };
  expect(await codesOf(files, { files: ['a.yaml', 'b.yaml'] })).toEqual(['wrong-value a.yaml:2:27']);
});

test('what is wrong with the outcome of layers is told where the wrong part stands', async () => {
  const files = {
    'a.yaml': 'clients:\n  - name: App\n    app_type: spaa\n',
    'b.yaml': 'clients:\n  - name: App\n    description: 5\n',
  };
  expect(await codesOf(files, { files: ['a.yaml', 'b.yaml'] })).toEqual(['wrong-value a.yaml:3:15', 'wrong-type b.yaml:3:18']);
});

test('an error that an overlay mends is none', async () => {
  const files = {
    'a.yaml': 'clients:\n  - name: App\n    app_type: spaa\n',
    'b.yaml': 'clients:\n  - name: App\n    app_type: spa\n',
  };
  expect(await codesOf(files, { files: ['a.yaml', 'b.yaml'] })).toEqual([]);
});

test('within one layer nothing lies over anything', async () => {
  const files = { 'a.yaml': role('r'), 'b.yaml': `include: [c.yaml]\n${role('r')}`, 'c.yaml': role('r') };
  expect(await codesOf(files, { files: ['a.yaml', 'b.yaml'] })).toEqual(['duplicate-resource c.yaml:2:11']);
});

test('an overlay says by $id which of two clients it means', async () => {
  const base = 'clients:\n  - { name: A, $id: one }\n  - { name: A, $id: two }\n';
  const over = (pin: string) => ({ 'a.yaml': base, 'b.yaml': `clients:\n  - { name: A, description: new${pin} }\n` });
  expect(await codesOf(over(''), { files: ['a.yaml', 'b.yaml'] })).toEqual(['ambiguous-key b.yaml:2:13']);
  const { resources } = await definitionOf(over(', $id: two'), { files: ['a.yaml', 'b.yaml'] });
  expect(resources.map(({ pinnedId, fields }) => [pinnedId, fields.description])).toEqual([
    ['one', undefined],
    ['two', 'new'],
  ]);
  const third = await definitionOf(over(', $id: three'), { files: ['a.yaml', 'b.yaml'] });
  expect(third.resources.map(({ pinnedId }) => pinnedId)).toEqual(['one', 'two', 'three']);
});

test('an overlay can pin what had no $id before', async () => {
  const files = { 'a.yaml': 'clients:\n  - name: A\n    description: x\n', 'b.yaml': 'clients:\n  - { name: A, $id: one }\n' };
  const { resources } = await definitionOf(files, { files: ['a.yaml', 'b.yaml'] });
  expect(resources).toMatchObject([{ pinnedId: 'one', fields: { description: 'x' } }]);
});

test('a $id from an overlay distinguishes the resource from another $id in a later layer', async () => {
  const files = {
    'a.yaml': 'clients:\n  - name: A\n',
    'b.yaml': 'clients:\n  - { name: A, $id: one }\n',
    'c.yaml': 'clients:\n  - { name: A, $id: two }\n',
  };
  const { resources } = await definitionOf(files, { files: ['a.yaml', 'b.yaml', 'c.yaml'] });
  expect(resources.map(({ pinnedId }) => pinnedId)).toEqual(['one', 'two']);
});

test('files that include each other are told at the include that closes the circle', async () => {
  const files = {
    'tenant.yaml': 'include: [b.yaml]\n',
    'b.yaml': 'include: [c.yaml]\n',
    'c.yaml': 'roles: []\ninclude:\n  - tenant.yaml\n',
  };
  expect(await codesOf(files)).toEqual(['include-cycle c.yaml:3:5']);
  expect(await codesOf({ 'tenant.yaml': 'include: [./tenant.yaml]\n' })).toEqual(['include-cycle 1:11']);
});

test('a file that is included by two others is read once', async () => {
  const files = {
    'tenant.yaml': 'include: [b.yaml, c.yaml]\n',
    'b.yaml': 'include: [d.yaml]\n',
    'c.yaml': 'include: [./d.yaml]\n',
    'd.yaml': role('a'),
  };
  expect(Object.keys(await fieldsOf(files))).toEqual(['roles/a']);
});

test('an include that is no path is told', async () => {
  expect(await codesOf('include: 5\nroles: []\n')).toEqual(['wrong-type 1:10']);
  expect(await codesOf('include: [nope.yaml, {a: b}]\nroles: []\n')).toEqual(['file-unreadable 1:11', 'wrong-type 1:22']);
  expect(await codesOf('include: [""]\nroles: []\n')).toEqual(['file-unreadable 1:11']);
});

test('files are called as they were given, and included ones relative to that', async () => {
  const folder = folderOf({ 'conf/tenant.yaml': 'include: [parts/a.yaml]\n', 'conf/parts/a.yaml': 'rolls: []\n' });
  const outcome = await outcomeIn(folder, { files: ['conf/tenant.yaml'] });
  expect(outcome).toMatchObject({ ok: false, error: [{ place: { file: join(folder, 'conf/parts/a.yaml') } }] });
});
