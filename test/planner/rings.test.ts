import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { expectOrder, ids, planned } from './planning.ts';

const everything = ['resourceServers', 'clients', 'clientGrants', 'connections', 'roles', 'organizations'];
const express = (name: string, other: string) =>
  declared('clients', { name, express_configuration: { okta_oin_client_id: other } });

describe('what waits for each other', () => {
  it('lets manners go before need: a connection is deleted after the organizations that hold it, whoever refers to them', () => {
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'App', default_organization: { organization_id: 'org_1', flows: [] } })],
      connections: [
        live('con_1', { id: 'con_1', name: 'saml', strategy: 'samlp', options: { idpinitiated: { client_id: 'c1' } } }),
      ],
      organizations: [live('org_1', { id: 'org_1', name: 'acme' })],
    });
    const plan = planned(definitionOf([], { prune: everything }, everything), snapshot);
    expectOrder(plan, 'delete organizations/acme', 'delete connections/saml');
    expect(ids(plan)).toHaveLength(3);
  });

  it('takes one of many clients apart that refer to each other', () => {
    const names = Array.from({ length: 5 }, (_, n) => `client ${n}`);
    const ring = names.map((name, n) => express(name, names[(n + 1) % names.length] ?? ''));
    const plan = planned(definitionOf(ring), snapshotOf({}));
    expect(plan.operations.map(({ action }) => action).sort()).toEqual([...Array(5).fill('create'), 'update']);
  });

  it('swaps names of full length by a name that fits', () => {
    const [a, b] = ['a'.repeat(50), 'b'.repeat(50)];
    const plan = planned(
      definitionOf([
        declared('organizations', { name: a }, { pinnedId: 'org_b' }),
        declared('organizations', { name: b }, { pinnedId: 'org_a' }),
      ]),
      snapshotOf({ organizations: [live('org_a', { id: 'org_a', name: a }), live('org_b', { id: 'org_b', name: b })] }),
    );
    const names = plan.operations.map(({ requests }) => JSON.stringify(requests.at(-1)?.body).slice(9, -2));
    expect(names.every((name) => name.length <= 50)).toBe(true);
    expect(new Set(names).size).toBe(3);
  });
});

describe('names like those of groups', () => {
  const star = declared('clients', { name: '*' });
  const database = declared('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: ['*'] } });

  it('are no groups', () => {
    const plan = planned(definitionOf([star, declared('clients', { name: 'App' }), database]), snapshotOf({}));
    const ofGroup = plan.operations.find(({ id }) => id === 'create connections/users')?.dependsOn;
    expect(ofGroup).toEqual(['create clients/*']);
    expect(ids(plan)).toContain('create clients/\\*');
    expectOrder(plan, 'create clients/\\*', 'link connections/users enabled_clients');
    expectOrder(plan, 'create clients/App', 'create connections/users');
  });

  it('keep their place in the order', () => {
    const api = (scope: string) => ({ identifier: 'https://api/*', scopes: [{ value: scope }] });
    const permissions = (scope: string) => [{ resource_server_identifier: 'https://api/*', permission_name: scope }];
    const plan = planned(
      definitionOf([
        declared('resourceServers', api('new')),
        declared('roles', { name: 'x/*', description: 'new' }, { relations: { permissions: permissions('new') } }),
      ]),
      snapshotOf({
        resourceServers: [live('rs', { id: 'rs', ...api('old') })],
        roles: [live('rol', { id: 'rol', name: 'x/*' }, { permissions: permissions('old') })],
      }),
    );
    expectOrder(plan, 'unlink roles/x/\\* permissions', 'update resourceServers/https://api/\\*');
    expectOrder(plan, 'update resourceServers/https://api/\\*', 'link roles/x/\\* permissions');
    expectOrder(plan, 'update roles/x/\\*', 'link roles/x/\\* permissions');
  });
});

describe('references inside of options', () => {
  const saml = declared('connections', {
    name: 'saml',
    strategy: 'samlp',
    options: { entityId: 'urn:new', idpinitiated: { client_id: 'New' } },
  });

  it('make a changed connection wait for the client that they name', () => {
    const old = live('con', { id: 'con', name: 'saml', strategy: 'samlp', options: { entityId: 'urn:old' } });
    const plan = planned(definitionOf([saml, declared('clients', { name: 'New' })]), snapshotOf({ connections: [old] }));
    expectOrder(plan, 'create clients/New', 'update connections/saml');
  });
});

it('links to what is about to change come after the change', () => {
  const grant = { id: 'cgr', client_id: 'c1', audience: 'https://api', subject_type: 'client', organization_usage: 'deny' };
  const plan = planned(
    definitionOf([
      declared('clientGrants', { client_id: 'App', audience: 'https://api', organization_usage: 'allow' }),
      declared('organizations', { name: 'acme' }, { relations: { client_grants: [{ client_id: 'App' }] } }),
    ]),
    snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'App' })],
      resourceServers: [live('rs', { id: 'rs', identifier: 'https://api' })],
      clientGrants: [live('cgr', grant)],
      organizations: [live('org', { id: 'org', name: 'acme' }, { client_grants: [] })],
    }),
  );
  expectOrder(plan, 'update clientGrants/App|https://api', 'link organizations/acme client_grants');
});

it('a scope is removed after the roles and grants that go, without having read what they use', () => {
  const api = { identifier: 'https://api', scopes: [{ value: 'old' }] };
  const plan = planned(
    definitionOf([declared('resourceServers', { ...api, scopes: [] })], { prune: everything }, everything),
    snapshotOf({ resourceServers: [live('rs', { id: 'rs', ...api })], roles: [live('rol', { id: 'rol', name: 'goes' })] }),
  );
  expectOrder(plan, 'delete roles/goes', 'update resourceServers/https://api');
});
