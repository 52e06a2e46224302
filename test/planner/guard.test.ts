import { describe, expect, it } from 'vitest';
import { isUserLoss } from '../../src/model/plan/user-loss.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { listOperationIds, planOrFail } from './plan-helpers.ts';

const buildRoles = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    createLiveResource(`rol_${n}`, { id: `rol_${n}`, name: `role ${n}`, description: 'old' }),
  );
const listRefusalCodes = (plan: { readonly refusals: readonly { readonly code: string }[] }) =>
  plan.refusals.map((problem) => problem.code);

describe('guards', () => {
  it('refuse an emptied type', () => {
    const plan = planOrFail(createDefinition([], { prune: ['roles'] }, ['roles']), createSnapshot({ roles: buildRoles(4) }));
    expect(listRefusalCodes(plan)).toEqual(['guard-limit']);
  });

  it('allow a single delete however small the type', () => {
    const plan = planOrFail(createDefinition([], { prune: ['roles'] }, ['roles']), createSnapshot({ roles: buildRoles(1) }));
    expect(listRefusalCodes(plan)).toEqual([]);
  });

  it.each([
    { limit: { kind: 'count', count: 2 }, refused: false },
    { limit: { kind: 'count', count: 1 }, refused: true },
    { limit: { kind: 'share', percent: 50 }, refused: false },
    { limit: { kind: 'share', percent: 49 }, refused: true },
    { limit: { kind: 'share', percent: 0 }, refused: true },
  ] as const)('count against the limit: $limit', ({ limit, refused }) => {
    const keep = [declareResource('roles', { name: 'role 0' }), declareResource('roles', { name: 'role 1' })];
    const limits = { delete: limit, update: { kind: 'share', percent: 100 } } as const;
    const plan = planOrFail(createDefinition(keep, { prune: ['roles'], limits }), createSnapshot({ roles: buildRoles(4) }));
    expect(listRefusalCodes(plan)).toEqual(refused ? ['guard-limit'] : []);
  });

  it('count updates, and each resource once', () => {
    const changed = Array.from({ length: 3 }, (_, n) => declareResource('roles', { name: `role ${n}`, description: 'new' }));
    const limits = { delete: { kind: 'share', percent: 100 }, update: { kind: 'count', count: 2 } } as const;
    expect(listRefusalCodes(planOrFail(createDefinition(changed, { limits }), createSnapshot({ roles: buildRoles(4) })))).toEqual(
      ['guard-limit'],
    );
  });

  it('keep protected resources as they are', () => {
    const definition = createDefinition([declareResource('roles', { name: 'role 0', description: 'new' })], {
      protect: ['roles/role *'],
    });
    expect(planOrFail(definition, createSnapshot({ roles: buildRoles(2) })).refusals).toMatchObject([
      { code: 'guard-protected', place: { address: 'roles/role 0' } },
    ]);
  });

  it('do not keep a protected resource from being made, links and all', () => {
    const database = declareResource(
      'connections',
      { name: 'db', strategy: 'auth0' },
      { relations: { enabled_clients: ['App'] } },
    );
    const definition = createDefinition([database, declareResource('clients', { name: 'App' })], { protect: ['connections/*'] });
    expect(listRefusalCodes(planOrFail(definition, createSnapshot({})))).toEqual([]);
  });

  it('let a protected resource be that is as declared', () => {
    const definition = createDefinition([declareResource('roles', { name: 'role 0', description: 'old' })], {
      protect: ['roles/*'],
    });
    expect(listRefusalCodes(planOrFail(definition, createSnapshot({ roles: buildRoles(2) })))).toEqual([]);
  });

  const buildDatabases = (...users: readonly (number | undefined)[]) =>
    users.map((count, n) => ({
      ...createLiveResource(`con_${n}`, { id: `con_${n}`, name: `db-${n}`, strategy: 'auth0' }),
      ...(count === undefined ? {} : { users: count }),
    }));
  const pruning = createDefinition([declareResource('connections', { name: 'db-0', strategy: 'auth0' })], {
    prune: ['connections'],
    limits: { delete: { kind: 'share', percent: 100 }, update: { kind: 'share', percent: 100 } },
  });

  it('do not delete people without being allowed to, be they many, none or uncounted', () => {
    const snapshot = createSnapshot({ connections: buildDatabases(7, 1204, 0, undefined) });
    const refused = planOrFail(pruning, snapshot);
    expect(listRefusalCodes(refused)).toEqual(['guard-user-loss']);
    expect(refused.allowed).toBeUndefined();
    const lost = Object.fromEntries(refused.operations.filter(isUserLoss).map(({ address, usersLost }) => [address, usersLost]));
    expect(lost).toEqual({ 'connections/db-1': 1204, 'connections/db-2': 0, 'connections/db-3': 'unknown' });
    const allowed = planOrFail(pruning, snapshot, ['user-loss']);
    expect(allowed).toMatchObject({ refusals: [], allowed: ['user-loss'], operations: refused.operations });
  });

  it('let the permission to lose users move no other limit', () => {
    const all = createDefinition([], { prune: ['connections'] }, ['connections']);
    const plan = planOrFail(all, createSnapshot({ connections: buildDatabases(1, 2, 3, 4) }), ['user-loss']);
    expect(listRefusalCodes(plan)).toEqual(['guard-limit']);
  });

  it('tell a delete that may be a rename', () => {
    const definition = createDefinition(
      [declareResource('roles', { name: 'rolle 0' }), declareResource('roles', { name: 'role 1' })],
      {
        prune: ['roles'],
      },
    );
    const plan = planOrFail(definition, createSnapshot({ roles: buildRoles(2) }));
    expect(plan.operations.find(({ action }) => action === 'delete')?.why).toContain('$renamed_from: role 0');
  });

  it('take the name of a tenant in any case', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'x' })], { tenant: 'ACME.eu.Auth0.com' }),
      createSnapshot({}),
    );
    expect(listRefusalCodes(plan)).toEqual([]);
  });

  it('refuse any other tenant than the one that is named', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'x' })], { tenant: 'other.eu.auth0.com' }),
      createSnapshot({}),
    );
    expect(listRefusalCodes(plan)).toEqual(['guard-tenant']);
    expect(listOperationIds(plan)).toEqual(['create roles/x']);
  });
});

describe('cost', () => {
  it('is nothing where nothing changes', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'role 0' })]),
      createSnapshot({ roles: buildRoles(3) }),
    );
    expect(plan).toMatchObject({ operations: [], checks: [], cost: { reads: 0, writes: 0 } });
  });

  it('is one write a change, and the fewest reads: one by one where few of many are touched', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'role 7', description: 'new' })]),
      createSnapshot({ roles: buildRoles(250) }),
    );
    expect(plan.checks).toEqual([{ kind: 'resource', type: 'roles', id: 'rol_7', requests: 1 }]);
    expect(plan.cost).toEqual({ reads: 1, writes: 1 });
  });

  it('reads whole lists where many are touched', () => {
    const changed = Array.from({ length: 5 }, (_, n) => declareResource('roles', { name: `role ${n}`, description: 'new' }));
    const plan = planOrFail(createDefinition(changed), createSnapshot({ roles: buildRoles(250) }));
    expect(plan.checks).toEqual([{ kind: 'list', type: 'roles', requests: 3 }]);
    expect(plan.cost).toEqual({ reads: 3, writes: 5 });
  });

  it('batches links', () => {
    const scopes = Array.from({ length: 120 }, (_, n) => ({ value: `s${n}` }));
    const permissions = scopes.map(({ value }) => ({ resource_server_identifier: 'https://api', permission_name: value }));
    const plan = planOrFail(
      createDefinition([
        declareResource('resourceServers', { identifier: 'https://api', scopes }),
        declareResource('roles', { name: 'x' }, { relations: { permissions } }),
      ]),
      createSnapshot({}),
    );
    expect(plan.operations.find((operation) => operation.action === 'link')?.requests).toHaveLength(2);
  });
});
