import { describe, expect, it } from 'vitest';
import { isUserLoss } from '../../src/model/plan/user-loss.ts';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, planned } from './planning.ts';

const roles = (count: number) =>
  Array.from({ length: count }, (_, n) => live(`rol_${n}`, { id: `rol_${n}`, name: `role ${n}`, description: 'old' }));
const codes = (plan: { readonly refusals: readonly { readonly code: string }[] }) => plan.refusals.map((problem) => problem.code);

describe('guards', () => {
  it('refuse an emptied type', () => {
    const plan = planned(definitionOf([], { prune: ['roles'] }, ['roles']), snapshotOf({ roles: roles(4) }));
    expect(codes(plan)).toEqual(['guard-limit']);
  });

  it('allow a single delete however small the type', () => {
    const plan = planned(definitionOf([], { prune: ['roles'] }, ['roles']), snapshotOf({ roles: roles(1) }));
    expect(codes(plan)).toEqual([]);
  });

  it.each([
    { limit: { kind: 'count', count: 2 }, refused: false },
    { limit: { kind: 'count', count: 1 }, refused: true },
    { limit: { kind: 'share', percent: 50 }, refused: false },
    { limit: { kind: 'share', percent: 49 }, refused: true },
    { limit: { kind: 'share', percent: 0 }, refused: true },
  ] as const)('count against the limit: $limit', ({ limit, refused }) => {
    const keep = [declared('roles', { name: 'role 0' }), declared('roles', { name: 'role 1' })];
    const limits = { delete: limit, update: { kind: 'share', percent: 100 } } as const;
    const plan = planned(definitionOf(keep, { prune: ['roles'], limits }), snapshotOf({ roles: roles(4) }));
    expect(codes(plan)).toEqual(refused ? ['guard-limit'] : []);
  });

  it('count updates, and each resource once', () => {
    const changed = Array.from({ length: 3 }, (_, n) => declared('roles', { name: `role ${n}`, description: 'new' }));
    const limits = { delete: { kind: 'share', percent: 100 }, update: { kind: 'count', count: 2 } } as const;
    expect(codes(planned(definitionOf(changed, { limits }), snapshotOf({ roles: roles(4) })))).toEqual(['guard-limit']);
  });

  it('keep protected resources as they are', () => {
    const definition = definitionOf([declared('roles', { name: 'role 0', description: 'new' })], { protect: ['roles/role *'] });
    expect(planned(definition, snapshotOf({ roles: roles(2) })).refusals).toMatchObject([
      { code: 'guard-protected', place: { address: 'roles/role 0' } },
    ]);
  });

  it('do not keep a protected resource from being made, links and all', () => {
    const database = declared('connections', { name: 'db', strategy: 'auth0' }, { relations: { enabled_clients: ['App'] } });
    const definition = definitionOf([database, declared('clients', { name: 'App' })], { protect: ['connections/*'] });
    expect(codes(planned(definition, snapshotOf({})))).toEqual([]);
  });

  it('let a protected resource be that is as declared', () => {
    const definition = definitionOf([declared('roles', { name: 'role 0', description: 'old' })], { protect: ['roles/*'] });
    expect(codes(planned(definition, snapshotOf({ roles: roles(2) })))).toEqual([]);
  });

  const databases = (...users: readonly (number | undefined)[]) =>
    users.map((count, n) => ({
      ...live(`con_${n}`, { id: `con_${n}`, name: `db-${n}`, strategy: 'auth0' }),
      ...(count === undefined ? {} : { users: count }),
    }));
  const pruning = definitionOf([declared('connections', { name: 'db-0', strategy: 'auth0' })], {
    prune: ['connections'],
    limits: { delete: { kind: 'share', percent: 100 }, update: { kind: 'share', percent: 100 } },
  });

  it('do not delete people without being allowed to, be they many, none or uncounted', () => {
    const snapshot = snapshotOf({ connections: databases(7, 1204, 0, undefined) });
    const refused = planned(pruning, snapshot);
    expect(codes(refused)).toEqual(['guard-user-loss']);
    expect(refused.allowed).toBeUndefined();
    const lost = Object.fromEntries(refused.operations.filter(isUserLoss).map(({ address, usersLost }) => [address, usersLost]));
    expect(lost).toEqual({ 'connections/db-1': 1204, 'connections/db-2': 0, 'connections/db-3': 'unknown' });
    const allowed = planned(pruning, snapshot, ['user-loss']);
    expect(allowed).toMatchObject({ refusals: [], allowed: ['user-loss'], operations: refused.operations });
  });

  it('let the permission to lose users move no other limit', () => {
    const all = definitionOf([], { prune: ['connections'] }, ['connections']);
    const plan = planned(all, snapshotOf({ connections: databases(1, 2, 3, 4) }), ['user-loss']);
    expect(codes(plan)).toEqual(['guard-limit']);
  });

  it('tell a delete that may be a rename', () => {
    const definition = definitionOf([declared('roles', { name: 'rolle 0' }), declared('roles', { name: 'role 1' })], {
      prune: ['roles'],
    });
    const plan = planned(definition, snapshotOf({ roles: roles(2) }));
    expect(plan.operations.find(({ action }) => action === 'delete')?.why).toContain('$renamed_from: role 0');
  });

  it('take the name of a tenant in any case', () => {
    const plan = planned(definitionOf([declared('roles', { name: 'x' })], { tenant: 'ACME.eu.Auth0.com' }), snapshotOf({}));
    expect(codes(plan)).toEqual([]);
  });

  it('refuse any other tenant than the one that is named', () => {
    const plan = planned(definitionOf([declared('roles', { name: 'x' })], { tenant: 'other.eu.auth0.com' }), snapshotOf({}));
    expect(codes(plan)).toEqual(['guard-tenant']);
    expect(ids(plan)).toEqual(['create roles/x']);
  });
});

describe('cost', () => {
  it('is nothing where nothing changes', () => {
    const plan = planned(definitionOf([declared('roles', { name: 'role 0' })]), snapshotOf({ roles: roles(3) }));
    expect(plan).toMatchObject({ operations: [], checks: [], cost: { reads: 0, writes: 0 } });
  });

  it('is one write a change, and the fewest reads: one by one where few of many are touched', () => {
    const plan = planned(
      definitionOf([declared('roles', { name: 'role 7', description: 'new' })]),
      snapshotOf({ roles: roles(250) }),
    );
    expect(plan.checks).toEqual([{ kind: 'resource', type: 'roles', id: 'rol_7', requests: 1 }]);
    expect(plan.cost).toEqual({ reads: 1, writes: 1 });
  });

  it('reads whole lists where many are touched', () => {
    const changed = Array.from({ length: 5 }, (_, n) => declared('roles', { name: `role ${n}`, description: 'new' }));
    const plan = planned(definitionOf(changed), snapshotOf({ roles: roles(250) }));
    expect(plan.checks).toEqual([{ kind: 'list', type: 'roles', requests: 3 }]);
    expect(plan.cost).toEqual({ reads: 3, writes: 5 });
  });

  it('batches links', () => {
    const scopes = Array.from({ length: 120 }, (_, n) => ({ value: `s${n}` }));
    const permissions = scopes.map(({ value }) => ({ resource_server_identifier: 'https://api', permission_name: value }));
    const plan = planned(
      definitionOf([
        declared('resourceServers', { identifier: 'https://api', scopes }),
        declared('roles', { name: 'x' }, { relations: { permissions } }),
      ]),
      snapshotOf({}),
    );
    expect(plan.operations.find((operation) => operation.action === 'link')?.requests).toHaveLength(2);
  });
});
