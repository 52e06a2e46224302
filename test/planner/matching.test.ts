import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned, problems } from './planning.ts';

const admin = live('rol_1', { id: 'rol_1', name: 'admin', description: 'old' });

describe('matching', () => {
  it('creates what the tenant does not have', () => {
    const plan = planned(definitionOf([declared('roles', { name: 'admin', description: 'new' })]), snapshotOf({}));
    expect(only(plan)).toMatchObject({
      id: 'create roles/admin',
      requests: [{ method: 'POST', path: '/roles', body: { name: 'admin', description: 'new' } }],
    });
  });

  it('updates by key and sends only what differs', () => {
    const plan = planned(
      definitionOf([declared('roles', { name: 'admin', description: 'new' })]),
      snapshotOf({ roles: [admin] }),
    );
    expect(only(plan)).toMatchObject({
      id: 'update roles/admin',
      liveId: 'rol_1',
      changes: [{ op: 'replace', path: '/description', before: 'old', after: 'new', kind: 'value' }],
      requests: [{ method: 'PATCH', path: '/roles/{id}', params: { id: 'rol_1' }, body: { description: 'new' } }],
    });
  });

  it('renames by $renamed_from and keeps the id', () => {
    const renamed = declared('roles', { name: 'owner' }, { renamedFrom: 'admin' });
    const plan = planned(definitionOf([renamed]), snapshotOf({ roles: [admin] }));
    expect(only(plan)).toMatchObject({ id: 'update roles/owner', liveId: 'rol_1', requests: [{ body: { name: 'owner' } }] });
  });

  it('does nothing when the rename is already done', () => {
    const renamed = declared('roles', { name: 'admin' }, { renamedFrom: 'boss' });
    expect(ids(planned(definitionOf([renamed]), snapshotOf({ roles: [admin] })))).toEqual([]);
  });

  it('refuses a rename onto a name that is taken', () => {
    const renamed = declared('roles', { name: 'owner' }, { renamedFrom: 'admin' });
    const owner = live('rol_2', { id: 'rol_2', name: 'owner' });
    expect(problems(definitionOf([renamed]), snapshotOf({ roles: [admin, owner] }))).toMatchObject([
      { code: 'rename-conflict', place: { address: 'roles/owner', pointer: '/$renamed_from' } },
    ]);
  });

  it('refuses to guess between two of one name, and takes the one that is pinned', () => {
    const twins = [live('a', { client_id: 'a', name: 'App' }), live('b', { client_id: 'b', name: 'App' })];
    const app = declared('clients', { name: 'App', description: 'x' });
    expect(problems(definitionOf([app]), snapshotOf({ clients: twins }))).toMatchObject([
      { code: 'ambiguous-key', place: { address: 'clients/App' } },
    ]);
    const plan = planned(definitionOf([{ ...app, pinnedId: 'b' }]), snapshotOf({ clients: twins }));
    expect(only(plan).liveId).toBe('b');
  });

  it('refuses a pinned id that is not there', () => {
    const app = declared('clients', { name: 'App' }, { pinnedId: 'nope' });
    expect(problems(definitionOf([app]), snapshotOf({}))).toMatchObject([
      { code: 'pinned-id-missing', place: { pointer: '/$id' } },
    ]);
  });

  it('leaves the system and tenon itself alone, declared or not', () => {
    const snapshot = snapshotOf(
      {
        clients: [
          live('global', { client_id: 'global', name: 'All Applications', global: true }),
          live('me', { client_id: 'me', name: 'tenon', description: 'old' }),
        ],
        resourceServers: [
          live('m', { id: 'm', identifier: 'https://acme/api/v2/', name: 'Auth0 Management API', is_system: true }),
        ],
      },
      'me',
    );
    const prune = { prune: ['clients', 'resourceServers'] };
    const definition = definitionOf(
      [
        declared('clients', { name: 'tenon', description: 'old' }),
        declared('resourceServers', { identifier: 'https://acme/api/v2/', name: 'Auth0 Management API' }),
      ],
      prune,
    );
    const plan = planned(definition, snapshot);
    expect(plan.operations.map((operation) => operation.action)).toEqual(['note', 'note']);
    expect(plan.cost).toEqual({ reads: 0, writes: 0 });
    expect(planned(definitionOf([], prune, prune.prune), snapshot).operations).toEqual([]);
  });
});

describe('what is not declared', () => {
  it('is told, and left alone', () => {
    const plan = planned(definitionOf([], {}, ['roles']), snapshotOf({ roles: [admin] }));
    expect(plan.operations).toEqual([]);
    expect(plan.undeclared).toEqual(['roles/admin']);
  });

  it('is nobody’s business where its type is not declared', () => {
    expect(planned(definitionOf([]), snapshotOf({ roles: [admin] })).undeclared).toEqual([]);
  });

  it('is deleted where its type is pruned, and told to be destructive', () => {
    const plan = planned(definitionOf([], { prune: ['roles'] }, ['roles']), snapshotOf({ roles: [admin] }));
    expect(only(plan)).toMatchObject({ id: 'delete roles/admin', risk: 'destructive', requests: [{ method: 'DELETE' }] });
    expect(plan.undeclared).toEqual([]);
  });

  it('is only looked at within what the files name: databases are not all connections', () => {
    const snapshot = snapshotOf({
      connections: [
        live('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }),
        live('con_2', { id: 'con_2', name: 'google', strategy: 'google-oauth2' }),
      ],
    });
    const definition = { ...definitionOf([]), declared: [{ type: 'connections', only: { strategy: 'auth0' } }] };
    expect(planned(definition, snapshot).undeclared).toEqual(['connections/users']);
  });
});
