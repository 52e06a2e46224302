import { describe, expect, it } from 'vitest';
import { defineRelation } from '../../src/resources/define/define-relation.ts';
import { defineResource } from '../../src/resources/define/define-resource.ts';
import { toNoun, toSnakeCase } from '../../src/resources/define/derived-names.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';

describe('defineResource', () => {
  it('completes a collection of which only the type and the loss are stated', () => {
    expect(defineResource({ type: 'clientGrants', deleteLoses: 'access' })).toEqual({
      kind: 'collection',
      type: 'clientGrants',
      schemaName: 'clientGrants',
      schema: loadSchema('clientGrants'),
      noun: 'client grant',
      key: ['name'],
      idField: 'id',
      unique: true,
      path: '/client-grants',
      list: { path: '/client-grants', envelope: 'client_grants', paging: 'offset', pageSize: 100 },
      deployCli: { files: [{ path: 'client-grants/*.json', item: true }] },
      relations: [],
      systemMarkers: [],
      deleteLoses: 'access',
      scopes: {
        read: ['read:client_grants'],
        create: ['create:client_grants'],
        update: ['update:client_grants'],
        delete: ['delete:client_grants'],
      },
    });
  });

  it('gives a collection without deletes neither create nor delete', () => {
    const { scopes } = defineResource({ type: 'factors' });
    expect(scopes).toEqual({ read: ['read:factors'], update: ['update:factors'] });
  });

  it('expects a bare array where a list has no pages', () => {
    expect(defineResource({ type: 'streams', list: { paging: 'none' } })).toHaveProperty('list', {
      path: '/streams',
      paging: 'none',
      pageSize: 100,
    });
  });

  it('completes settings that exist once', () => {
    expect(defineResource({ kind: 'placed', type: 'newSignals', schemaName: 'themes' })).toEqual({
      kind: 'placed',
      type: 'newSignals',
      schemaName: 'themes',
      schema: loadSchema('themes'),
      noun: 'new signal',
      key: [],
      unique: true,
      path: '/new-signals',
      layout: { yamlPath: ['newSignals'], form: 'map' },
      relations: [],
      systemMarkers: [],
      scopes: { read: ['read:new_signals'], update: ['update:new_signals'] },
    });
  });

  it('takes the key from the path, and offers a create where one is given', () => {
    const type = defineResource({
      kind: 'placed',
      type: 'texts',
      path: '/texts/{prompt}/{language}',
      create: { method: 'PUT' },
      scopeStem: 'prompts',
      scopes: { create: ['update:prompts'] },
    });
    expect(type).toMatchObject({
      key: ['prompt', 'language'],
      layout: { yamlPath: ['texts'], form: 'list' },
      create: { method: 'PUT', path: '/texts/{prompt}/{language}' },
      scopes: { read: ['read:prompts'], create: ['update:prompts'], update: ['update:prompts'] },
    });
    expect(type.scopes).not.toHaveProperty('delete');
  });

  it('searches the list where a lookup has a query, and reads the resource itself where it has a path', () => {
    const search = defineResource({ type: 'roles', lookup: { query: { name: '{key}' } } });
    expect(search).toHaveProperty('lookup', { path: '/roles', query: { name: '{key}' }, envelope: 'roles' });
    const own = defineResource({ type: 'roles', lookup: { path: '/roles/{key}' } });
    expect(own).toHaveProperty('lookup', { path: '/roles/{key}' });
  });
});

describe('defineRelation', () => {
  it('writes item by item with the scopes of the owner', () => {
    expect(defineRelation({ field: 'enabled_clients', path: '/things/{id}/clients' }, 'things')).toEqual({
      field: 'enabled_clients',
      noun: 'enabled client',
      list: { path: '/things/{id}/clients', envelope: 'clients', paging: 'offset', pageSize: 100 },
      add: { method: 'POST', path: '/things/{id}/clients', bodyShape: 'one', batchSize: 1 },
      remove: { method: 'DELETE', path: '/things/{id}/clients/{item}', bodyShape: 'none', batchSize: 1 },
      scopes: { read: ['read:things'], create: ['update:things'], delete: ['update:things'] },
    });
  });

  it('writes batches under the name of the list', () => {
    const batch = { path: '/things/{id}/clients', bodyShape: { member: 'clients' }, batchSize: 10 };
    expect(defineRelation({ field: 'clients', path: '/things/{id}/clients', batchSize: 10 }, 'things')).toMatchObject({
      add: { method: 'POST', ...batch },
      remove: { method: 'DELETE', ...batch },
    });
  });

  it('changes a single item at its own path', () => {
    const relation = defineRelation(
      { field: 'config', path: '/things/{id}/config', singleItem: true, scopeStem: 'config' },
      'things',
    );
    expect(relation.list).toEqual({ path: '/things/{id}/config', paging: 'single', pageSize: 1 });
    expect(relation.change).toMatchObject({ method: 'PATCH', path: '/things/{id}/config' });
    expect(relation.scopes.update).toEqual(['update:config']);
  });

  it('adds, changes and removes a single item by one write where that replaces it', () => {
    const relation = defineRelation(
      { field: 'texts', path: '/things/{id}/texts', singleItem: true, replaceMethod: 'PUT', scopeStem: 'texts' },
      'things',
    );
    const write = { method: 'PUT', path: '/things/{id}/texts', bodyShape: 'one', batchSize: 1 };
    expect(relation).toMatchObject({ add: write, change: write, remove: write });
    const update = ['update:texts'];
    expect(relation.scopes).toEqual({ read: ['read:texts'], create: update, update, delete: update });
  });
});

it.each([
  ['networkACLs', 'network_acls', 'network acl'],
  ['networkACLKeys', 'network_acl_keys', 'network acl key'],
  ['ratePolicies', 'rate_policies', 'rate policy'],
  ['branding', 'branding', 'branding'],
])('derives names from %s', (type, snake, noun) => {
  expect(toSnakeCase(type)).toBe(snake);
  expect(toNoun(type)).toBe(noun);
});
