import { expect, test } from 'vitest';
import { computeFetchNeed, computeFullFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';

const computeNeededTypes = (resources: readonly DeclaredResource[], types?: readonly string[]) =>
  computeFetchNeed(createDefinition(resources, {}, types), CATALOGUE).types;
const listNeededTypes = (...args: Parameters<typeof computeNeededTypes>) =>
  computeNeededTypes(...args).map(({ type, why }) => `${type.type} ${why}`);

test('nothing declared, nothing read', () => {
  expect(listNeededTypes([])).toEqual([]);
});

test('a type that is named is read, also with an empty list; one that is not named is left alone', () => {
  expect(listNeededTypes([], ['roles'])).toEqual(['roles declared']);
  expect(listNeededTypes([declareResource('clients', { name: 'Shop' })])).toEqual(['clients declared']);
});

test('what a declared value refers to is read, in relations as well', () => {
  const connection = declareResource(
    'connections',
    { name: 'db', strategy: 'auth0' },
    { relations: { enabled_clients: ['Shop'] } },
  );
  expect(listNeededTypes([connection])).toEqual(['clients referred', 'connections declared']);
  const role = declareResource(
    'roles',
    { name: 'admin' },
    { relations: { permissions: [{ resource_server_identifier: 'urn:api', permission_name: 'x' }] } },
  );
  expect(listNeededTypes([role])).toEqual(['resourceServers referred', 'roles declared']);
});

test('a type that can only be told by another needs that as well', () => {
  expect(listNeededTypes([], ['clientGrants'])).toEqual(['clients referred', 'clientGrants declared']);
  const organization = declareResource(
    'organizations',
    { name: 'acme' },
    { relations: { client_grants: [{ client_id: 'Shop' }] } },
  );
  expect(listNeededTypes([organization])).toEqual(['clients referred', 'clientGrants referred', 'organizations declared']);
});

test('what an emptied list takes out is told by key', () => {
  const connection = declareResource('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: [] } });
  expect(listNeededTypes([connection])).toEqual(['clients referred', 'connections declared']);
  const role = declareResource('roles', { name: 'admin' }, { relations: { permissions: [] } });
  expect(listNeededTypes([role])).toEqual(['roles declared']);
});

test('relations are needed of the resources that declare them, however those are known', () => {
  const declareRole = (name: string, extra: Partial<DeclaredResource>) => declareResource('roles', { name }, extra);
  const permissions = [{ resource_server_identifier: 'urn:api', permission_name: 'x' }];
  const roles = computeNeededTypes([
    declareRole('plain', {}),
    declareRole('empty', { relations: { permissions: [] } }),
    declareRole('renamed', { relations: { permissions }, renamedFrom: 'before' }),
    declareRole('pinned', { relations: { permissions }, pinnedId: 'rol_1' }),
  ]).find(({ type }) => type.type === 'roles');
  expect(roles?.relations.map(({ relation, owners: of }) => [relation.field, of])).toEqual([
    [
      'permissions',
      [
        { key: 'empty', hasItems: false },
        { key: 'renamed', renamedFrom: 'before', hasItems: true },
        { key: 'pinned', pinnedId: 'rol_1', hasItems: true },
      ],
    ],
  ]);
});

test('fields that a scope hides are named by their place', () => {
  const connection = declareResource('connections', { name: 'db', strategy: 'auth0', options: { brute_force_protection: true } });
  const [need] = computeNeededTypes([connection]);
  expect(need?.scopedFields.map(({ address, pointer }) => [address, pointer])).toEqual([['connections/db', '/options']]);
  expect(computeNeededTypes([declareResource('connections', { name: 'db', strategy: 'auth0' })])[0]?.scopedFields).toEqual([]);
});

test('an export needs every relation of every resource, but no lists of people', () => {
  const needs = computeFullFetchNeed(CATALOGUE).types;
  expect(needs.map(({ type }) => type)).toEqual(CATALOGUE.all.filter(({ type }) => type !== 'users'));
  expect(computeFullFetchNeed(CATALOGUE, ['users']).types).toEqual([]);
  for (const { type, relations } of needs) {
    const exported = type.relations.filter(({ keepsUndeclared }) => !keepsUndeclared);
    const lists = [...exported, ...(type.attached ? [type.attached] : [])];
    expect(relations).toEqual(lists.map((relation) => ({ relation, owners: 'all' })));
  }
});
