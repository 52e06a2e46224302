import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

const twins = [
  createLiveResource('a', { client_id: 'a', name: 'App' }),
  createLiveResource('b', { client_id: 'b', name: 'App' }),
];
const declarePinnedApp = (id: string) => declareResource('clients', { name: 'App' }, { pinnedId: id });
const buildLiveDatabase = (client: string) =>
  createLiveResource('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }, { enabled_clients: [{ client_id: client }] });
const declareDatabaseFor = (client: string) =>
  declareResource('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: [client] } });

describe('two clients of one name', () => {
  it('are told apart by their ids where something refers to them', () => {
    const definition = createDefinition([declarePinnedApp('a'), declarePinnedApp('b'), declareDatabaseFor('b')]);
    expect(
      listOperationIds(planOrFail(definition, createSnapshot({ clients: twins, connections: [buildLiveDatabase('b')] }))),
    ).toEqual([]);
    const plan = planOrFail(definition, createSnapshot({ clients: twins, connections: [buildLiveDatabase('a')] }));
    expect(listOperationIds(plan)).toEqual([
      'unlink connections/users enabled_clients',
      'link connections/users enabled_clients',
    ]);
    expect(plan.operations[1]?.requests).toMatchObject([{ body: [{ client_id: { id: 'b' }, status: true }] }]);
  });

  it('leave a reference by name open when both are declared', () => {
    const definition = createDefinition([declarePinnedApp('a'), declarePinnedApp('b'), declareDatabaseFor('App')]);
    expect(findPlanProblems(definition, createSnapshot({ clients: twins, connections: [buildLiveDatabase('a')] }))).toMatchObject(
      [{ code: 'ambiguous-key', place: { address: 'connections/users', pointer: '/enabled_clients/0' } }],
    );
  });

  it('lend the name to the one that is declared', () => {
    const definition = createDefinition([declarePinnedApp('a'), declareDatabaseFor('App')]);
    expect(
      listOperationIds(planOrFail(definition, createSnapshot({ clients: twins, connections: [buildLiveDatabase('a')] }))),
    ).toEqual([]);
    const plan = planOrFail(definition, createSnapshot({ clients: twins, connections: [buildLiveDatabase('b')] }));
    expect(plan.operations.map((operation) => operation.changes.map((change) => change.path))).toEqual([
      ['/enabled_clients/b'],
      ['/enabled_clients/App'],
    ]);
  });

  it('have grants of their own', () => {
    const api = 'https://api.acme.test';
    const grants = ['a', 'b'].map((id) =>
      createLiveResource(`cgr_${id}`, { id: `cgr_${id}`, client_id: id, audience: api, scope: [] }),
    );
    const apis = [createLiveResource('api_1', { id: 'api_1', identifier: api })];
    const grant = declareResource('clientGrants', { client_id: 'b', audience: api, allow_all_scopes: true });
    const plan = planOrFail(
      createDefinition([declarePinnedApp('a'), declarePinnedApp('b'), grant]),
      createSnapshot({ clients: twins, clientGrants: grants, resourceServers: apis }),
    );
    expect(getOnlyOperation(plan)).toMatchObject({ liveId: 'cgr_b', changes: [{ path: '/allow_all_scopes' }] });
  });
});

describe('a reference that the tenant itself has', () => {
  const gone = createLiveResource('con_1', { id: 'con_1', name: 'users' }, { enabled_clients: [{ client_id: 'gone' }] });

  it('is nothing new, wherever it leads', () => {
    const definition = createDefinition([declareDatabaseFor('gone')]);
    expect(
      listOperationIds(planOrFail(definition, createSnapshot({ connections: [{ ...gone, body: buildLiveDatabase('a').body }] }))),
    ).toEqual([]);
  });

  it('must lead somewhere once it is written anew', () => {
    expect(
      findPlanProblems(createDefinition([declareDatabaseFor('gone')]), createSnapshot({ connections: [buildLiveDatabase('a')] })),
    ).toMatchObject([{ code: 'dangling-reference' }]);
  });

  it('may name a scope that the API has lost', () => {
    const api = createLiveResource('api_1', { id: 'api_1', identifier: 'https://api', scopes: [] });
    const role = createLiveResource(
      'rol_1',
      { id: 'rol_1', name: 'admin' },
      {
        permissions: [{ resource_server_identifier: 'https://api', permission_name: 'read:x' }],
      },
    );
    const declareAdmin = (permission: string) =>
      declareResource(
        'roles',
        { name: 'admin' },
        { relations: { permissions: [{ resource_server_identifier: 'https://api', permission_name: permission }] } },
      );
    const snapshot = createSnapshot({ roles: [role], resourceServers: [api] });
    expect(listOperationIds(planOrFail(createDefinition([declareAdmin('read:x')]), snapshot))).toEqual([]);
    expect(findPlanProblems(createDefinition([declareAdmin('read:y')]), snapshot)).toMatchObject([
      { code: 'dangling-reference' },
    ]);
  });
});

it('claims nothing of a type that could not be read', () => {
  const users = createLiveResource('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }, { enabled_clients: [] });
  const snapshot = createSnapshot({ connections: [users] });
  const clients = { status: 'unavailable', reason: 'scope', message: 'no' } as const;
  const plan = planOrFail(createDefinition([declareDatabaseFor('cid')]), { ...snapshot, types: { ...snapshot.types, clients } });
  expect(listOperationIds(plan)).toEqual(['link connections/users enabled_clients']);
});
