import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

const admin = createLiveResource('rol_1', { id: 'rol_1', name: 'admin', description: 'old' });

describe('matching', () => {
  it('creates what the tenant does not have', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'admin', description: 'new' })]),
      createSnapshot({}),
    );
    expect(getOnlyOperation(plan)).toMatchObject({
      id: 'create roles/admin',
      requests: [{ method: 'POST', path: '/roles', body: { name: 'admin', description: 'new' } }],
    });
  });

  it('updates by key and sends only what differs', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'admin', description: 'new' })]),
      createSnapshot({ roles: [admin] }),
    );
    expect(getOnlyOperation(plan)).toMatchObject({
      id: 'update roles/admin',
      liveId: 'rol_1',
      changes: [{ op: 'replace', path: '/description', before: 'old', after: 'new', kind: 'value' }],
      requests: [{ method: 'PATCH', path: '/roles/{id}', params: { id: 'rol_1' }, body: { description: 'new' } }],
    });
  });

  it('renames by $renamed_from and keeps the id', () => {
    const renamed = declareResource('roles', { name: 'owner' }, { renamedFrom: 'admin' });
    const plan = planOrFail(createDefinition([renamed]), createSnapshot({ roles: [admin] }));
    expect(getOnlyOperation(plan)).toMatchObject({
      id: 'update roles/owner',
      liveId: 'rol_1',
      requests: [{ body: { name: 'owner' } }],
    });
  });

  it('does nothing when the rename is already done', () => {
    const renamed = declareResource('roles', { name: 'admin' }, { renamedFrom: 'boss' });
    expect(listOperationIds(planOrFail(createDefinition([renamed]), createSnapshot({ roles: [admin] })))).toEqual([]);
  });

  it('refuses a rename onto a name that is taken', () => {
    const renamed = declareResource('roles', { name: 'owner' }, { renamedFrom: 'admin' });
    const owner = createLiveResource('rol_2', { id: 'rol_2', name: 'owner' });
    expect(findPlanProblems(createDefinition([renamed]), createSnapshot({ roles: [admin, owner] }))).toMatchObject([
      { code: 'rename-conflict', place: { address: 'roles/owner', pointer: '/$renamed_from' } },
    ]);
  });

  it('refuses to guess between two of one name, and takes the one that is pinned', () => {
    const twins = [
      createLiveResource('a', { client_id: 'a', name: 'App' }),
      createLiveResource('b', { client_id: 'b', name: 'App' }),
    ];
    const app = declareResource('clients', { name: 'App', description: 'x' });
    expect(findPlanProblems(createDefinition([app]), createSnapshot({ clients: twins }))).toMatchObject([
      { code: 'ambiguous-key', place: { address: 'clients/App' } },
    ]);
    const plan = planOrFail(createDefinition([{ ...app, pinnedId: 'b' }]), createSnapshot({ clients: twins }));
    expect(getOnlyOperation(plan).liveId).toBe('b');
  });

  it('refuses a pinned id that is not there', () => {
    const app = declareResource('clients', { name: 'App' }, { pinnedId: 'nope' });
    expect(findPlanProblems(createDefinition([app]), createSnapshot({}))).toMatchObject([
      { code: 'pinned-id-missing', place: { pointer: '/$id' } },
    ]);
  });

  it('leaves the system and tenon itself alone, declared or not', () => {
    const snapshot = createSnapshot(
      {
        clients: [
          createLiveResource('global', { client_id: 'global', name: 'All Applications', global: true }),
          createLiveResource('me', { client_id: 'me', name: 'tenon', description: 'old' }),
        ],
        resourceServers: [
          createLiveResource('m', { id: 'm', identifier: 'https://acme/api/v2/', name: 'Auth0 Management API', is_system: true }),
        ],
      },
      'me',
    );
    const prune = { prune: ['clients', 'resourceServers'] };
    const definition = createDefinition(
      [
        declareResource('clients', { name: 'tenon', description: 'old' }),
        declareResource('resourceServers', { identifier: 'https://acme/api/v2/', name: 'Auth0 Management API' }),
      ],
      prune,
    );
    const plan = planOrFail(definition, snapshot);
    expect(plan.operations.map((operation) => operation.action)).toEqual(['note', 'note']);
    expect(plan.cost).toEqual({ reads: 0, writes: 0 });
    expect(planOrFail(createDefinition([], prune, prune.prune), snapshot).operations).toEqual([]);
  });
});

describe('what is not declared', () => {
  it('is told, and left alone', () => {
    const plan = planOrFail(createDefinition([], {}, ['roles']), createSnapshot({ roles: [admin] }));
    expect(plan.operations).toEqual([]);
    expect(plan.undeclared).toEqual(['roles/admin']);
  });

  it('is nobody’s business where its type is not declared', () => {
    expect(planOrFail(createDefinition([]), createSnapshot({ roles: [admin] })).undeclared).toEqual([]);
  });

  it('is deleted where its type is pruned, and told to be destructive', () => {
    const plan = planOrFail(createDefinition([], { prune: ['roles'] }, ['roles']), createSnapshot({ roles: [admin] }));
    expect(getOnlyOperation(plan)).toMatchObject({
      id: 'delete roles/admin',
      risk: 'destructive',
      requests: [{ method: 'DELETE' }],
    });
    expect(plan.undeclared).toEqual([]);
  });

  it('is only looked at within what the files name: databases are not all connections', () => {
    const snapshot = createSnapshot({
      connections: [
        createLiveResource('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }),
        createLiveResource('con_2', { id: 'con_2', name: 'google', strategy: 'google-oauth2' }),
      ],
    });
    const definition = { ...createDefinition([]), declared: [{ type: 'connections', only: { strategy: 'auth0' } }] };
    expect(planOrFail(definition, snapshot).undeclared).toEqual(['connections/users']);
  });
});
