import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned, problems } from './planning.ts';

const twins = [live('a', { client_id: 'a', name: 'App' }), live('b', { client_id: 'b', name: 'App' })];
const pinned = (id: string) => declared('clients', { name: 'App' }, { pinnedId: id });
const database = (client: string) =>
  live('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }, { enabled_clients: [{ client_id: client }] });
const enabledFor = (client: string) =>
  declared('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: [client] } });

describe('two clients of one name', () => {
  it('are told apart by their ids where something refers to them', () => {
    const definition = definitionOf([pinned('a'), pinned('b'), enabledFor('b')]);
    expect(ids(planned(definition, snapshotOf({ clients: twins, connections: [database('b')] })))).toEqual([]);
    const plan = planned(definition, snapshotOf({ clients: twins, connections: [database('a')] }));
    expect(ids(plan)).toEqual(['unlink connections/users enabled_clients', 'link connections/users enabled_clients']);
    expect(plan.operations[1]?.requests).toMatchObject([{ body: [{ client_id: { id: 'b' }, status: true }] }]);
  });

  it('leave a reference by name open when both are declared', () => {
    const definition = definitionOf([pinned('a'), pinned('b'), enabledFor('App')]);
    expect(problems(definition, snapshotOf({ clients: twins, connections: [database('a')] }))).toMatchObject([
      { code: 'ambiguous-key', place: { address: 'connections/users', pointer: '/enabled_clients/0' } },
    ]);
  });

  it('lend the name to the one that is declared', () => {
    const definition = definitionOf([pinned('a'), enabledFor('App')]);
    expect(ids(planned(definition, snapshotOf({ clients: twins, connections: [database('a')] })))).toEqual([]);
    const plan = planned(definition, snapshotOf({ clients: twins, connections: [database('b')] }));
    expect(plan.operations.map((operation) => operation.changes.map((change) => change.path))).toEqual([
      ['/enabled_clients/b'],
      ['/enabled_clients/App'],
    ]);
  });

  it('have grants of their own', () => {
    const api = 'https://api.acme.test';
    const grants = ['a', 'b'].map((id) => live(`cgr_${id}`, { id: `cgr_${id}`, client_id: id, audience: api, scope: [] }));
    const apis = [live('api_1', { id: 'api_1', identifier: api })];
    const grant = declared('clientGrants', { client_id: 'b', audience: api, allow_all_scopes: true });
    const plan = planned(
      definitionOf([pinned('a'), pinned('b'), grant]),
      snapshotOf({ clients: twins, clientGrants: grants, resourceServers: apis }),
    );
    expect(only(plan)).toMatchObject({ liveId: 'cgr_b', changes: [{ path: '/allow_all_scopes' }] });
  });
});

describe('a reference that the tenant itself has', () => {
  const gone = live('con_1', { id: 'con_1', name: 'users' }, { enabled_clients: [{ client_id: 'gone' }] });

  it('is nothing new, wherever it leads', () => {
    const definition = definitionOf([enabledFor('gone')]);
    expect(ids(planned(definition, snapshotOf({ connections: [{ ...gone, body: database('a').body }] })))).toEqual([]);
  });

  it('must lead somewhere once it is written anew', () => {
    expect(problems(definitionOf([enabledFor('gone')]), snapshotOf({ connections: [database('a')] }))).toMatchObject([
      { code: 'dangling-reference' },
    ]);
  });

  it('may name a scope that the API has lost', () => {
    const api = live('api_1', { id: 'api_1', identifier: 'https://api', scopes: [] });
    const role = live(
      'rol_1',
      { id: 'rol_1', name: 'admin' },
      {
        permissions: [{ resource_server_identifier: 'https://api', permission_name: 'read:x' }],
      },
    );
    const admin = (permission: string) =>
      declared(
        'roles',
        { name: 'admin' },
        { relations: { permissions: [{ resource_server_identifier: 'https://api', permission_name: permission }] } },
      );
    const snapshot = snapshotOf({ roles: [role], resourceServers: [api] });
    expect(ids(planned(definitionOf([admin('read:x')]), snapshot))).toEqual([]);
    expect(problems(definitionOf([admin('read:y')]), snapshot)).toMatchObject([{ code: 'dangling-reference' }]);
  });
});

it('claims nothing of a type that could not be read', () => {
  const users = live('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }, { enabled_clients: [] });
  const snapshot = snapshotOf({ connections: [users] });
  const clients = { status: 'unavailable', reason: 'scope', message: 'no' } as const;
  const plan = planned(definitionOf([enabledFor('cid')]), { ...snapshot, types: { ...snapshot.types, clients } });
  expect(ids(plan)).toEqual(['link connections/users enabled_clients']);
});
