import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/model/definition/definition.ts';
import { findProblemCodes, loadDefinition, loadFields, loadOrThrow } from './load-helpers.ts';

test('a file becomes a definition', async () => {
  const definition = await loadDefinition(`
resourceServers:
  - identifier: https://api.acme.test/
    name: Acme API
    scopes:
      - { value: read:orders, description: See orders }
roles:
  - name: clerk
    description: Takes orders
    permissions:
      - { resource_server_identifier: https://api.acme.test/, permission_name: read:orders }
`);
  expect(definition.declared).toEqual([{ type: 'resourceServers' }, { type: 'roles' }]);
  expect(definition.policy).toEqual(DEFAULT_POLICY);
  expect(definition.resources).toHaveLength(2);
  expect(definition.resources[1]).toMatchObject({
    type: 'roles',
    key: 'clerk',
    address: 'roles/clerk',
    fields: { name: 'clerk', description: 'Takes orders' },
    relations: { permissions: [{ resource_server_identifier: 'https://api.acme.test/', permission_name: 'read:orders' }] },
    secrets: {},
  });
});

test('a resource says where it is declared, and nothing of its line', async () => {
  const { resources } = await loadDefinition('roles:\n  - description: x\n    name: clerk\n');
  expect(resources[0]?.origin).toMatchObject({ kind: 'file', line: 3, column: 11 });
  expect(resources[0]?.origin).not.toHaveProperty('source');
});

test('a relation that is absent is left alone, an empty one is empty', async () => {
  const { resources } = await loadDefinition('roles:\n  - name: a\n  - name: b\n    permissions: []\n');
  expect(resources.map(({ relations }) => relations)).toEqual([{}, { permissions: [] }]);
});

test('null stays: it unsets a field', async () => {
  expect(await loadFields('organizations:\n  - name: acme\n    token_quota: null\n')).toEqual({
    'organizations/acme': { name: 'acme', token_quota: null },
  });
});

test('a type with an empty list is declared', async () => {
  const { declared, resources } = await loadDefinition('roles: []\n');
  expect(declared).toEqual([{ type: 'roles' }]);
  expect(resources).toEqual([]);
});

test('a type without a list is an error that tells the two things it may mean', async () => {
  expect(await findProblemCodes('roles:\n')).toEqual(['wrong-type 1:1']);
  expect(await findProblemCodes('roles: {name: x}\n')).toEqual(['wrong-type 1:8']);
  expect(await findProblemCodes('roles: admin\n')).toEqual(['wrong-type 1:8']);
});

test('databases are connections of strategy auth0', async () => {
  const definition = await loadDefinition('databases:\n  - name: users\n');
  expect(definition.declared).toEqual([{ type: 'connections', only: { strategy: 'auth0' } }]);
  expect(definition.resources[0]).toMatchObject({ address: 'connections/users', fields: { name: 'users', strategy: 'auth0' } });
});

test('databases and connections together declare all connections', async () => {
  const definition = await loadDefinition(
    'databases:\n  - name: users\nconnections:\n  - name: google\n    strategy: google-oauth2\n',
  );
  expect(definition.declared).toEqual([{ type: 'connections' }]);
  expect(definition.resources.map(({ address }) => address)).toEqual(['connections/users', 'connections/google']);
});

test('a database of another strategy is wrong where it says so', async () => {
  expect(await findProblemCodes('databases:\n  - name: users\n    strategy: samlp\n')).toEqual(['wrong-value 3:15']);
});

test('resource_servers is another name for resourceServers', async () => {
  const definition = await loadDefinition('resource_servers:\n  - identifier: https://a.test\n    name: A\n');
  expect(definition.declared).toEqual([{ type: 'resourceServers' }]);
});

test('trailing key fields that say what is implied leave the key as it is', async () => {
  const buildGrantYaml = (more: string) => `clientGrants:\n  - { client_id: App, audience: https://a.test${more} }\n`;
  const keys = await Promise.all(
    ['', ', subject_type: client', ', subject_type: user'].map(
      async (more) => (await loadDefinition(buildGrantYaml(more))).resources[0]?.key,
    ),
  );
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('problems of all files and sections come in one run, in the order of the files', async () => {
  const codes = await findProblemCodes({
    'tenant.yaml': 'include: [b.yaml]\nroles:\n  - name: a\n    nmae: b\n  - name: 5\n',
    'b.yaml': 'rolls: []\nclients:\n  - name: x\n    callbacks: 5\n',
  });
  expect(codes).toEqual(['unknown-type b.yaml:1:1', 'wrong-type b.yaml:4:16', 'unknown-field 4:5', 'wrong-type 5:11']);
});

test('a load is the same every time', async () => {
  const text = 'roles:\n  - name: a\n    nmae: b\n  - name: 5\nclients: 7\n';
  expect(await findProblemCodes(text)).toEqual(await findProblemCodes(text));
});

test('warnings do not stop a load', async () => {
  const { definition, warnings } = await loadOrThrow('roles:\n  - name: a\n    id: rol_1\n');
  expect(definition.resources[0]?.fields).toEqual({ name: 'a' });
  expect(warnings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning read-only-field']);
});

test('members called __proto__ or constructor are only names', async () => {
  const codes = await findProblemCodes(
    'roles:\n  - name: a\n    __proto__: { polluted: true }\n    constructor: 1\n__proto__: []\n',
  );
  expect(codes).toEqual(['warning unknown-field 3:5', 'warning unknown-field 4:5', 'unknown-type 5:1']);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const fields = await loadFields('organizations:\n  - name: acme\n    metadata: { __proto__: x, toString: y }\n');
  expect(Object.keys(Object(fields['organizations/acme']?.metadata))).toEqual(['__proto__', 'toString']);
});
