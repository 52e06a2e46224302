import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { expectOrder, listOperationIds, planOrFail } from './plan-helpers.ts';

const everything = ['resourceServers', 'clients', 'clientGrants', 'connections', 'roles', 'organizations'];
const declareExpressClient = (name: string, other: string) =>
  declareResource('clients', { name, express_configuration: { okta_oin_client_id: other } });

describe('what waits for each other', () => {
  it('lets manners go before need: a connection is deleted after the organizations that hold it, whoever refers to them', () => {
    const snapshot = createSnapshot({
      clients: [
        createLiveResource('c1', { client_id: 'c1', name: 'App', default_organization: { organization_id: 'org_1', flows: [] } }),
      ],
      connections: [
        createLiveResource('con_1', {
          id: 'con_1',
          name: 'saml',
          strategy: 'samlp',
          options: { idpinitiated: { client_id: 'c1' } },
        }),
      ],
      organizations: [createLiveResource('org_1', { id: 'org_1', name: 'acme' })],
    });
    const plan = planOrFail(createDefinition([], { prune: everything }, everything), snapshot);
    expectOrder(plan, 'delete organizations/acme', 'delete connections/saml');
    expect(listOperationIds(plan)).toHaveLength(3);
  });

  it('takes one of many clients apart that refer to each other', () => {
    const names = Array.from({ length: 5 }, (_, n) => `client ${n}`);
    const ring = names.map((name, n) => declareExpressClient(name, names[(n + 1) % names.length] ?? ''));
    const plan = planOrFail(createDefinition(ring), createSnapshot({}));
    expect(plan.operations.map(({ action }) => action).sort()).toEqual([...Array(5).fill('create'), 'update']);
  });

  it('swaps names of full length by a name that fits', () => {
    const [a, b] = ['a'.repeat(50), 'b'.repeat(50)];
    const plan = planOrFail(
      createDefinition([
        declareResource('organizations', { name: a }, { pinnedId: 'org_b' }),
        declareResource('organizations', { name: b }, { pinnedId: 'org_a' }),
      ]),
      createSnapshot({
        organizations: [
          createLiveResource('org_a', { id: 'org_a', name: a }),
          createLiveResource('org_b', { id: 'org_b', name: b }),
        ],
      }),
    );
    const names = plan.operations.map(({ requests }) => JSON.stringify(requests.at(-1)?.body).slice(9, -2));
    expect(names.every((name) => name.length <= 50)).toBe(true);
    expect(new Set(names).size).toBe(3);
  });
});

describe('names like those of groups', () => {
  const star = declareResource('clients', { name: '*' });
  const database = declareResource(
    'connections',
    { name: 'users', strategy: 'auth0' },
    { relations: { enabled_clients: ['*'] } },
  );

  it('are no groups', () => {
    const plan = planOrFail(createDefinition([star, declareResource('clients', { name: 'App' }), database]), createSnapshot({}));
    const ofGroup = plan.operations.find(({ id }) => id === 'create connections/users')?.dependsOn;
    expect(ofGroup).toEqual(['create clients/*']);
    expect(listOperationIds(plan)).toContain('create clients/\\*');
    expectOrder(plan, 'create clients/\\*', 'link connections/users enabled_clients');
    expectOrder(plan, 'create clients/App', 'create connections/users');
  });

  it('keep their place in the order', () => {
    const buildApi = (scope: string) => ({ identifier: 'https://api/*', scopes: [{ value: scope }] });
    const buildPermissions = (scope: string) => [{ resource_server_identifier: 'https://api/*', permission_name: scope }];
    const plan = planOrFail(
      createDefinition([
        declareResource('resourceServers', buildApi('new')),
        declareResource('roles', { name: 'x/*', description: 'new' }, { relations: { permissions: buildPermissions('new') } }),
      ]),
      createSnapshot({
        resourceServers: [createLiveResource('rs', { id: 'rs', ...buildApi('old') })],
        roles: [createLiveResource('rol', { id: 'rol', name: 'x/*' }, { permissions: buildPermissions('old') })],
      }),
    );
    expectOrder(plan, 'unlink roles/x/\\* permissions', 'update resourceServers/https://api/\\*');
    expectOrder(plan, 'update resourceServers/https://api/\\*', 'link roles/x/\\* permissions');
    expectOrder(plan, 'update roles/x/\\*', 'link roles/x/\\* permissions');
  });
});

describe('references inside of options', () => {
  const saml = declareResource('connections', {
    name: 'saml',
    strategy: 'samlp',
    options: { entityId: 'urn:new', idpinitiated: { client_id: 'New' } },
  });

  it('make a changed connection wait for the client that they name', () => {
    const old = createLiveResource('con', { id: 'con', name: 'saml', strategy: 'samlp', options: { entityId: 'urn:old' } });
    const plan = planOrFail(
      createDefinition([saml, declareResource('clients', { name: 'New' })]),
      createSnapshot({ connections: [old] }),
    );
    expectOrder(plan, 'create clients/New', 'update connections/saml');
  });
});

it('links to what is about to change come after the change', () => {
  const grant = { id: 'cgr', client_id: 'c1', audience: 'https://api', subject_type: 'client', organization_usage: 'deny' };
  const plan = planOrFail(
    createDefinition([
      declareResource('clientGrants', { client_id: 'App', audience: 'https://api', organization_usage: 'allow' }),
      declareResource('organizations', { name: 'acme' }, { relations: { client_grants: [{ client_id: 'App' }] } }),
    ]),
    createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'App' })],
      resourceServers: [createLiveResource('rs', { id: 'rs', identifier: 'https://api' })],
      clientGrants: [createLiveResource('cgr', grant)],
      organizations: [createLiveResource('org', { id: 'org', name: 'acme' }, { client_grants: [] })],
    }),
  );
  expectOrder(plan, 'update clientGrants/App|https://api', 'link organizations/acme client_grants');
});

it('a scope is removed after the roles and grants that go, without having read what they use', () => {
  const api = { identifier: 'https://api', scopes: [{ value: 'old' }] };
  const plan = planOrFail(
    createDefinition([declareResource('resourceServers', { ...api, scopes: [] })], { prune: everything }, everything),
    createSnapshot({
      resourceServers: [createLiveResource('rs', { id: 'rs', ...api })],
      roles: [createLiveResource('rol', { id: 'rol', name: 'goes' })],
    }),
  );
  expectOrder(plan, 'delete roles/goes', 'update resourceServers/https://api');
});
