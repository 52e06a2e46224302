import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { expectOrder, findPlanProblems, listOperationIds, planOrFail } from './plan-helpers.ts';

const buildApi = (scopes: readonly string[]) => ({ identifier: 'https://api', scopes: scopes.map((value) => ({ value })) });
const buildPermission = (name: string) => ({ resource_server_identifier: 'https://api', permission_name: name });

describe('order', () => {
  it('creates what is referred to first', () => {
    const plan = planOrFail(
      createDefinition([
        declareResource('organizations', { name: 'acme' }, { relations: { connections: [{ name: 'google' }] } }),
        declareResource(
          'connections',
          { name: 'google', strategy: 'google-oauth2' },
          { relations: { enabled_clients: ['App'] } },
        ),
        declareResource('clientGrants', { client_id: 'App', audience: 'https://api', scope: ['read'] }),
        declareResource('clients', { name: 'App' }),
        declareResource('resourceServers', buildApi(['read'])),
      ]),
      createSnapshot({}),
    );
    expectOrder(plan, 'create clients/App', 'create clientGrants/App|https://api');
    expectOrder(plan, 'create resourceServers/https://api', 'create clientGrants/App|https://api');
    expectOrder(plan, 'create clients/App', 'link connections/google enabled_clients');
    expectOrder(plan, 'create connections/google', 'link organizations/acme connections');
    expectOrder(plan, 'create organizations/acme', 'link organizations/acme connections');
  });

  it('unlinks before it deletes, and deletes what refers before what is referred to', () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'App' })],
      resourceServers: [createLiveResource('rs', { id: 'rs', ...buildApi(['read']) })],
      clientGrants: [
        createLiveResource('cgr_1', {
          id: 'cgr_1',
          client_id: 'c1',
          audience: 'https://api',
          subject_type: 'client',
          scope: ['read'],
        }),
      ],
      connections: [
        createLiveResource(
          'con_1',
          { id: 'con_1', name: 'google', strategy: 'google-oauth2' },
          { enabled_clients: [{ client_id: 'c1' }] },
        ),
      ],
    });
    const definition = createDefinition(
      [declareResource('connections', { name: 'google', strategy: 'google-oauth2' }, { relations: { enabled_clients: [] } })],
      { prune: ['clients', 'clientGrants', 'resourceServers'] },
      ['clients', 'clientGrants', 'resourceServers'],
    );
    const plan = planOrFail(definition, snapshot);
    expectOrder(plan, 'unlink connections/google enabled_clients', 'delete clients/App');
    expectOrder(plan, 'delete clientGrants/App|https://api', 'delete clients/App');
    expectOrder(plan, 'delete clientGrants/App|https://api', 'delete resourceServers/https://api');
  });

  it('deletes organizations before the connections that they may use, without having read which', () => {
    const snapshot = createSnapshot({
      connections: [createLiveResource('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2' })],
      organizations: [createLiveResource('org_1', { id: 'org_1', name: 'acme' })],
    });
    const prune = ['connections', 'organizations'];
    expectOrder(
      planOrFail(createDefinition([], { prune }, prune), snapshot),
      'delete organizations/acme',
      'delete connections/google',
    );
  });

  it('adds a scope before it is used and removes it after it is no longer used', () => {
    const snapshot = createSnapshot({
      resourceServers: [createLiveResource('rs', { id: 'rs', ...buildApi(['old']) })],
      roles: [createLiveResource('rol_1', { id: 'rol_1', name: 'admin' }, { permissions: [buildPermission('old')] })],
    });
    const plan = planOrFail(
      createDefinition([
        declareResource('resourceServers', buildApi(['new'])),
        declareResource('roles', { name: 'admin' }, { relations: { permissions: [buildPermission('new')] } }),
      ]),
      snapshot,
    );
    expectOrder(plan, 'unlink roles/admin permissions', 'update resourceServers/https://api');
    expectOrder(plan, 'update resourceServers/https://api', 'link roles/admin permissions');
  });

  it('takes an API apart into two steps where a grant moves from an old scope to a new one', () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'App' })],
      resourceServers: [createLiveResource('rs', { id: 'rs', ...buildApi(['old']) })],
      clientGrants: [
        createLiveResource('cgr_1', {
          id: 'cgr_1',
          client_id: 'c1',
          audience: 'https://api',
          subject_type: 'client',
          scope: ['old'],
        }),
      ],
    });
    const plan = planOrFail(
      createDefinition([
        declareResource('resourceServers', buildApi(['new'])),
        declareResource('clientGrants', { client_id: 'App', audience: 'https://api', scope: ['new'] }),
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
    const snapshot = createSnapshot({
      roles: [createLiveResource('rol_a', { id: 'rol_a', name: 'a' }), createLiveResource('rol_b', { id: 'rol_b', name: 'b' })],
    });
    const plan = planOrFail(
      createDefinition([
        declareResource('roles', { name: 'a' }, { pinnedId: 'rol_b' }),
        declareResource('roles', { name: 'b' }, { pinnedId: 'rol_a' }),
      ]),
      snapshot,
    );
    expect(listOperationIds(plan)).toHaveLength(3);
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
    const snapshot = createSnapshot({ roles: [createLiveResource('rol_a', { id: 'rol_a', name: 'admin' })] });
    const plan = planOrFail(
      createDefinition([
        declareResource('roles', { name: 'admin', description: 'new' }),
        declareResource('roles', { name: 'owner' }, { pinnedId: 'rol_a' }),
      ]),
      snapshot,
    );
    expect(listOperationIds(plan)).toContain('update roles/owner');
  });

  it('defers a reference that would make a circle of creates', () => {
    const declareExpressClient = (name: string, other: string) =>
      declareResource('clients', { name, express_configuration: { okta_oin_client_id: other } });
    const plan = planOrFail(
      createDefinition([declareExpressClient('A', 'B'), declareExpressClient('B', 'A')]),
      createSnapshot({}),
    );
    expect(listOperationIds(plan)).toHaveLength(3);
    expect(plan.operations.map((operation) => operation.action).sort()).toEqual(['create', 'create', 'update']);
  });

  it('defers a reference of a client to itself', () => {
    const self = declareResource('clients', { name: 'A', express_configuration: { okta_oin_client_id: 'A' } });
    expect(listOperationIds(planOrFail(createDefinition([self]), createSnapshot({})))).toEqual([
      'create clients/A',
      'update clients/A',
    ]);
  });

  it('takes a new client out of connections that the tenant would add it to by itself', () => {
    const snapshot = createSnapshot({
      connections: [createLiveResource('con_1', { id: 'con_1', name: 'users', strategy: 'auth0' }, { enabled_clients: [] })],
    });
    const plan = planOrFail(
      createDefinition([
        declareResource('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: [] } }),
        declareResource('clients', { name: 'New' }),
      ]),
      snapshot,
    );
    expectOrder(plan, 'create clients/New', 'unlink connections/users enabled_clients');
  });

  it('creates connections after clients, so that no new client joins them', () => {
    const plan = planOrFail(
      createDefinition([
        declareResource('connections', { name: 'users', strategy: 'auth0' }),
        declareResource('clients', { name: 'New' }),
      ]),
      createSnapshot({}),
    );
    expectOrder(plan, 'create clients/New', 'create connections/users');
  });
});

describe('references', () => {
  it('that lead nowhere are refused with the nearest name', () => {
    const grant = declareResource('clientGrants', { client_id: 'Storefron', audience: 'https://api', scope: [] });
    const found = findPlanProblems(
      createDefinition([grant, declareResource('clients', { name: 'Storefront' })]),
      createSnapshot({}),
    );
    expect(found).toMatchObject([
      { code: 'dangling-reference', place: { pointer: '/client_id' } },
      { code: 'dangling-reference', place: { pointer: '/audience' } },
    ]);
    expect(found[0]?.hint).toContain('"Storefront"');
  });

  it('to a scope that the API does not have are refused', () => {
    const role = declareResource('roles', { name: 'admin' }, { relations: { permissions: [buildPermission('nope')] } });
    expect(
      findPlanProblems(createDefinition([role, declareResource('resourceServers', buildApi(['read']))]), createSnapshot({})),
    ).toMatchObject([
      { code: 'dangling-reference', place: { address: 'roles/admin', pointer: '/permissions/0/permission_name' } },
    ]);
  });

  it('to what this very plan deletes are refused', () => {
    const definition = createDefinition(
      [declareResource('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['Old'] } })],
      {
        prune: ['clients'],
      },
      ['clients'],
    );
    const snapshot = createSnapshot({ clients: [createLiveResource('c1', { client_id: 'c1', name: 'Old' })] });
    expect(findPlanProblems(definition, snapshot)).toMatchObject([
      { code: 'dangling-reference', place: { pointer: '/enabled_clients/0' } },
    ]);
  });

  it('may be an id where the id is known', () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'App' })],
      connections: [
        createLiveResource('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' }, { enabled_clients: [{ client_id: 'c1' }] }),
      ],
    });
    const definition = createDefinition([
      declareResource('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['c1'] } }),
    ]);
    expect(listOperationIds(planOrFail(definition, snapshot))).toEqual([]);
  });

  it('by a key that two have are refused', () => {
    const twins = [
      createLiveResource('a', { client_id: 'a', name: 'App' }),
      createLiveResource('b', { client_id: 'b', name: 'App' }),
    ];
    const definition = createDefinition([
      declareResource('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['App'] } }),
    ]);
    expect(findPlanProblems(definition, createSnapshot({ clients: twins }))).toMatchObject([{ code: 'ambiguous-key' }]);
  });

  it('follow a rename without a change of their own', () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'Shop' })],
      connections: [
        createLiveResource('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' }, { enabled_clients: [{ client_id: 'c1' }] }),
      ],
    });
    const definition = createDefinition([
      declareResource('clients', { name: 'Store' }, { renamedFrom: 'Shop' }),
      declareResource('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['Store'] } }),
    ]);
    expect(listOperationIds(planOrFail(definition, snapshot))).toEqual(['update clients/Store']);
  });
});
