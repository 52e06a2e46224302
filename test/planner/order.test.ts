import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { expectOrder, ids, planned, problems } from './planning.ts';

const api = (scopes: readonly string[]) => ({ identifier: 'https://api', scopes: scopes.map((value) => ({ value })) });
const permission = (name: string) => ({ resource_server_identifier: 'https://api', permission_name: name });

describe('order', () => {
  it('creates what is referred to first', () => {
    const plan = planned(
      definitionOf([
        declared('organizations', { name: 'acme' }, { relations: { connections: [{ name: 'google' }] } }),
        declared('connections', { name: 'google', strategy: 'google-oauth2' }, { relations: { enabled_clients: ['App'] } }),
        declared('clientGrants', { client_id: 'App', audience: 'https://api', scope: ['read'] }),
        declared('clients', { name: 'App' }),
        declared('resourceServers', api(['read'])),
      ]),
      snapshotOf({}),
    );
    expectOrder(plan, 'create clients/App', 'create clientGrants/App|https://api');
    expectOrder(plan, 'create resourceServers/https://api', 'create clientGrants/App|https://api');
    expectOrder(plan, 'create clients/App', 'link connections/google enabled_clients');
    expectOrder(plan, 'create connections/google', 'link organizations/acme connections');
    expectOrder(plan, 'create organizations/acme', 'link organizations/acme connections');
  });

  it('unlinks before it deletes, and deletes what refers before what is referred to', () => {
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'App' })],
      resourceServers: [live('rs', { id: 'rs', ...api(['read']) })],
      clientGrants: [
        live('cgr_1', { id: 'cgr_1', client_id: 'c1', audience: 'https://api', subject_type: 'client', scope: ['read'] }),
      ],
      connections: [
        live('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2' }, { enabled_clients: [{ client_id: 'c1' }] }),
      ],
    });
    const definition = definitionOf(
      [declared('connections', { name: 'google', strategy: 'google-oauth2' }, { relations: { enabled_clients: [] } })],
      { prune: ['clients', 'clientGrants', 'resourceServers'] },
      ['clients', 'clientGrants', 'resourceServers'],
    );
    const plan = planned(definition, snapshot);
    expectOrder(plan, 'unlink connections/google enabled_clients', 'delete clients/App');
    expectOrder(plan, 'delete clientGrants/App|https://api', 'delete clients/App');
    expectOrder(plan, 'delete clientGrants/App|https://api', 'delete resourceServers/https://api');
  });

  it('deletes organizations before the connections that they may use, without having read which', () => {
    const snapshot = snapshotOf({
      connections: [live('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2' })],
      organizations: [live('org_1', { id: 'org_1', name: 'acme' })],
    });
    const prune = ['connections', 'organizations'];
    expectOrder(planned(definitionOf([], { prune }, prune), snapshot), 'delete organizations/acme', 'delete connections/google');
  });

  it('adds a scope before it is used and removes it after it is no longer used', () => {
    const snapshot = snapshotOf({
      resourceServers: [live('rs', { id: 'rs', ...api(['old']) })],
      roles: [live('rol_1', { id: 'rol_1', name: 'admin' }, { permissions: [permission('old')] })],
    });
    const plan = planned(
      definitionOf([
        declared('resourceServers', api(['new'])),
        declared('roles', { name: 'admin' }, { relations: { permissions: [permission('new')] } }),
      ]),
      snapshot,
    );
    expectOrder(plan, 'unlink roles/admin permissions', 'update resourceServers/https://api');
    expectOrder(plan, 'update resourceServers/https://api', 'link roles/admin permissions');
  });

  it('takes an API apart into two steps where a grant moves from an old scope to a new one', () => {
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'App' })],
      resourceServers: [live('rs', { id: 'rs', ...api(['old']) })],
      clientGrants: [
        live('cgr_1', { id: 'cgr_1', client_id: 'c1', audience: 'https://api', subject_type: 'client', scope: ['old'] }),
      ],
    });
    const plan = planned(
      definitionOf([
        declared('resourceServers', api(['new'])),
        declared('clientGrants', { client_id: 'App', audience: 'https://api', scope: ['new'] }),
      ]),
      snapshot,
    );
    expectOrder(plan, 'update resourceServers/https://api', 'update clientGrants/App|https://api');
    expectOrder(plan, 'update clientGrants/App|https://api', 'update resourceServers/https://api (step 2)');
    const bodies = plan.operations.flatMap((operation) => operation.requests.map((request) => request.body)).filter(Boolean);
    expect(bodies).toEqual([
      { scopes: [{ value: 'new' }, { value: 'old' }] },
      { scope: ['new'] },
      { scopes: [{ value: 'new' }] },
    ]);
  });

  it('swaps two names by way of a third', () => {
    const snapshot = snapshotOf({
      roles: [live('rol_a', { id: 'rol_a', name: 'a' }), live('rol_b', { id: 'rol_b', name: 'b' })],
    });
    const plan = planned(
      definitionOf([
        declared('roles', { name: 'a' }, { pinnedId: 'rol_b' }),
        declared('roles', { name: 'b' }, { pinnedId: 'rol_a' }),
      ]),
      snapshot,
    );
    expect(ids(plan)).toHaveLength(3);
    const names = new Map([
      ['rol_a', 'a'],
      ['rol_b', 'b'],
    ]);
    for (const operation of plan.operations) {
      const body = operation.requests.at(-1)?.body;
      const name = typeof body === 'object' && body !== null && 'name' in body ? String(body.name) : '';
      expect([...names.values()]).not.toContain(name);
      names.set(operation.liveId ?? '', name);
    }
    expect(names).toEqual(
      new Map([
        ['rol_a', 'b'],
        ['rol_b', 'a'],
      ]),
    );
  });

  it('frees a name by a rename before another resource takes it', () => {
    const snapshot = snapshotOf({ roles: [live('rol_a', { id: 'rol_a', name: 'admin' })] });
    const plan = planned(
      definitionOf([
        declared('roles', { name: 'admin', description: 'new' }),
        declared('roles', { name: 'owner' }, { pinnedId: 'rol_a' }),
      ]),
      snapshot,
    );
    expect(ids(plan)).toContain('update roles/owner');
  });

  it('defers a reference that would make a circle of creates', () => {
    const express = (name: string, other: string) =>
      declared('clients', { name, express_configuration: { okta_oin_client_id: other } });
    const plan = planned(definitionOf([express('A', 'B'), express('B', 'A')]), snapshotOf({}));
    expect(ids(plan)).toHaveLength(3);
    expect(plan.operations.map((operation) => operation.action).sort()).toEqual(['create', 'create', 'update']);
  });

  it('defers a reference of a client to itself', () => {
    const self = declared('clients', { name: 'A', express_configuration: { okta_oin_client_id: 'A' } });
    expect(ids(planned(definitionOf([self]), snapshotOf({})))).toEqual(['create clients/A', 'update clients/A']);
  });

  it('takes a new client out of connections that the tenant would add it to by itself', () => {
    const snapshot = snapshotOf({
      connections: [live('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }, { enabled_clients: [] })],
    });
    const plan = planned(
      definitionOf([
        declared('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: [] } }),
        declared('clients', { name: 'New' }),
      ]),
      snapshot,
    );
    expectOrder(plan, 'create clients/New', 'unlink connections/users enabled_clients');
  });

  it('creates connections after clients, so that no new client joins them', () => {
    const plan = planned(
      definitionOf([declared('connections', { name: 'users', strategy: 'auth0' }), declared('clients', { name: 'New' })]),
      snapshotOf({}),
    );
    expectOrder(plan, 'create clients/New', 'create connections/users');
  });
});

describe('references', () => {
  it('that lead nowhere are refused with the nearest name', () => {
    const grant = declared('clientGrants', { client_id: 'Storefron', audience: 'https://api', scope: [] });
    const found = problems(definitionOf([grant, declared('clients', { name: 'Storefront' })]), snapshotOf({}));
    expect(found).toMatchObject([
      { code: 'dangling-reference', place: { pointer: '/client_id' } },
      { code: 'dangling-reference', place: { pointer: '/audience' } },
    ]);
    expect(found[0]?.hint).toContain('"Storefront"');
  });

  it('to a scope that the API does not have are refused', () => {
    const role = declared('roles', { name: 'admin' }, { relations: { permissions: [permission('nope')] } });
    expect(problems(definitionOf([role, declared('resourceServers', api(['read']))]), snapshotOf({}))).toMatchObject([
      { code: 'dangling-reference', place: { address: 'roles/admin', pointer: '/permissions/0/permission_name' } },
    ]);
  });

  it('to what this very plan deletes are refused', () => {
    const definition = definitionOf(
      [declared('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['Old'] } })],
      {
        prune: ['clients'],
      },
      ['clients'],
    );
    const snapshot = snapshotOf({ clients: [live('c1', { client_id: 'c1', name: 'Old' })] });
    expect(problems(definition, snapshot)).toMatchObject([
      { code: 'dangling-reference', place: { pointer: '/enabled_clients/0' } },
    ]);
  });

  it('may be an id where the id is known', () => {
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'App' })],
      connections: [live('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' }, { enabled_clients: [{ client_id: 'c1' }] })],
    });
    const definition = definitionOf([
      declared('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['c1'] } }),
    ]);
    expect(ids(planned(definition, snapshot))).toEqual([]);
  });

  it('by a key that two have are refused', () => {
    const twins = [live('a', { client_id: 'a', name: 'App' }), live('b', { client_id: 'b', name: 'App' })];
    const definition = definitionOf([
      declared('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['App'] } }),
    ]);
    expect(problems(definition, snapshotOf({ clients: twins }))).toMatchObject([{ code: 'ambiguous-key' }]);
  });

  it('follow a rename without a change of their own', () => {
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'Shop' })],
      connections: [live('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' }, { enabled_clients: [{ client_id: 'c1' }] })],
    });
    const definition = definitionOf([
      declared('clients', { name: 'Store' }, { renamedFrom: 'Shop' }),
      declared('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['Store'] } }),
    ]);
    expect(ids(planned(definition, snapshot))).toEqual(['update clients/Store']);
  });
});
