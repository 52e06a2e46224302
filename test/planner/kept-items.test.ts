import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { expectOrder, findPlanProblems, getOnlyOperation, planOrFail } from './plan-helpers.ts';

const PEOPLE = ['ada', 'bob', 'eve'] as const;
const ROLES = ['Admin', 'Viewer'] as const;
const ROLES_PATH = '/organizations/{id}/members/{item}/roles';

const toUserKey = (name: string): string => `db|${name}@acme.test`;
const declareMember = (name: string, more: JsonObject = {}): JsonObject => ({ user: toUserKey(name), ...more });
const showMember = (name: string, roles: readonly string[] = []): JsonObject => ({
  user_id: `auth0|${name}`,
  email: `${name}@acme.test`,
  roles: roles.map((role) => ({ id: `rol_${role}`, name: role })),
});

const createTenant = (members: readonly JsonObject[]) =>
  createSnapshot({
    connections: [createLiveResource('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' })],
    roles: ROLES.map((name) => createLiveResource(`rol_${name}`, { id: `rol_${name}`, name })),
    users: PEOPLE.map((name) => ({
      ...createLiveResource(`auth0|${name}`, { user_id: `auth0|${name}`, connection: 'db', email: `${name}@acme.test` }),
      key: toUserKey(name),
    })),
    organizations: [createLiveResource('org_1', { id: 'org_1', name: 'acme' }, { members })],
  });

const declareMembers = (members: readonly JsonValue[], prune: readonly string[] = []) =>
  createDefinition([declareResource('organizations', { name: 'acme' }, { relations: { members } })], { prune });

describe('items of a relation that keeps undeclared ones', () => {
  it('are counted and left alone', () => {
    const plan = planOrFail(declareMembers([declareMember('ada')]), createTenant(PEOPLE.map((name) => showMember(name))));
    expect(plan.operations).toEqual([]);
    expect(plan.undeclaredItems).toEqual([{ address: 'organizations/acme', relation: 'members', count: 2 }]);
  });

  it.each([
    ['nobody is listed', []],
    ['somebody is', [declareMember('ada')]],
  ])('are not removed where %s', (_, members) => {
    const plan = planOrFail(declareMembers(members), createTenant(PEOPLE.map((name) => showMember(name))));
    expect(plan.operations.filter(({ action }) => action === 'unlink')).toEqual([]);
  });

  it('are removed where the policy says so, in one request', () => {
    const plan = planOrFail(
      declareMembers([declareMember('ada')], ['organizations/members']),
      createTenant(PEOPLE.map((name) => showMember(name))),
    );
    expect(getOnlyOperation(plan)).toMatchObject({
      action: 'unlink',
      relation: 'members',
      changes: [{ path: '/members/db|bob@acme.test' }, { path: '/members/db|eve@acme.test' }],
      requests: [
        { method: 'DELETE', path: '/organizations/{id}/members', body: { members: [{ id: 'auth0|bob' }, { id: 'auth0|eve' }] } },
      ],
      impact: [{ is: 'tightens' }, { is: 'tightens' }],
    });
    expect(plan.undeclaredItems).toBeUndefined();
  });

  it('do not make a plan stale when they come and go', () => {
    const fingerprints = [[], [showMember('eve', ['Admin'])]].map((others) => {
      const operation = getOnlyOperation(
        planOrFail(declareMembers([declareMember('ada'), declareMember('bob')]), createTenant([showMember('ada'), ...others])),
      );
      return { fingerprint: operation.fingerprint, items: operation };
    });
    expect(fingerprints[0]?.fingerprint).toBe(fingerprints[1]?.fingerprint);
    expect(fingerprints[0]?.items).toMatchObject({ items: ['auth0|ada', 'auth0|bob'] });
  });

  it('are read whole before a write, with the empty page that ends the list', () => {
    const others = Array.from({ length: 250 }, (_, index) => showMember(`other${index}`));
    const plan = planOrFail(declareMembers([declareMember('ada')]), createTenant(others));
    expect(plan.checks).toEqual([{ kind: 'relation', type: 'organizations', id: 'org_1', field: 'members', requests: 4 }]);
  });
});

describe('a new member', () => {
  it('is added in batches, and then gets the roles', () => {
    const names = Array.from({ length: 12 }, (_, index) => `new${index}`);
    const users = names.map((name) => declareResource('users', { connection: 'db', email: `${name}@acme.test` }));
    const members = names.map((name) => declareMember(name, name === 'new11' ? { roles: ['Viewer'] } : {}));
    const organization = declareResource('organizations', { name: 'acme' }, { relations: { members } });
    const plan = planOrFail(createDefinition([...users, organization]), createTenant([]));
    const link = plan.operations.find(({ action }) => action === 'link');
    expect(link?.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /organizations/{id}/members',
      'POST /organizations/{id}/members',
      `POST ${ROLES_PATH}`,
    ]);
    expect(link?.requests.at(-1)).toMatchObject({
      params: { id: 'org_1', item: { $ref: 'users/db|new11@acme.test' } },
      body: { roles: [{ $ref: 'roles/Viewer', id: 'rol_Viewer' }] },
    });
    expect(link?.impact?.map(({ is }) => is)).toEqual(names.map(() => 'widens'));
    expectOrder(plan, 'create users/db|new0@acme.test', 'link organizations/acme members');
  });

  it('waits for a role that the plan creates', () => {
    const organization = declareResource(
      'organizations',
      { name: 'acme' },
      { relations: { members: [declareMember('ada', { roles: ['New'] }), declareMember('bob', { roles: ['New'] })] } },
    );
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'New' }), organization]),
      createTenant([showMember('ada')]),
    );
    expectOrder(plan, 'create roles/New', 'link organizations/acme members');
    expectOrder(plan, 'create roles/New', 'update organizations/acme members');
  });

  it('must be a user of the tenant or of the definition', () => {
    expect(findPlanProblems(declareMembers([declareMember('nobody')]), createTenant([]))).toMatchObject([
      { code: 'dangling-reference', place: { address: 'organizations/acme', pointer: '/members/0/user' } },
    ]);
  });
});

describe('the roles of a member', () => {
  const planRoles = (roles: JsonObject, live: readonly string[]) =>
    planOrFail(declareMembers([declareMember('ada', roles)]), createTenant([showMember('ada', live)]));

  it('are unmanaged where they are not declared', () => {
    expect(planRoles({}, ['Admin']).operations).toEqual([]);
  });

  it('are the whole list where they are, in any order', () => {
    expect(planRoles({ roles: ['Viewer', 'Admin'] }, ['Admin', 'Viewer']).operations).toEqual([]);
  });

  it('are taken away before others are given, because the list may be full', () => {
    expect(getOnlyOperation(planRoles({ roles: ['Viewer'] }, ['Admin']))).toMatchObject({
      action: 'update',
      risk: 'disruptive',
      changes: [
        { op: 'remove', path: '/members/db|ada@acme.test/roles/Admin' },
        { op: 'add', path: '/members/db|ada@acme.test/roles/Viewer' },
      ],
      requests: [
        { method: 'DELETE', path: ROLES_PATH, params: { item: 'auth0|ada' }, body: { roles: [{ id: 'rol_Admin' }] } },
        { method: 'POST', path: ROLES_PATH, params: { item: 'auth0|ada' }, body: { roles: [{ id: 'rol_Viewer' }] } },
      ],
    });
  });

  it('are all taken away by an empty list', () => {
    expect(getOnlyOperation(planRoles({ roles: [] }, ['Admin', 'Viewer']))).toMatchObject({
      requests: [{ method: 'DELETE', body: { roles: [{ id: 'rol_Admin' }, { id: 'rol_Viewer' }] } }],
    });
  });

  it('leave alone the roles that the organization itself owns', () => {
    const member = { ...showMember('ada', ['Admin']), roles: [{ id: 'rol_Admin' }, { id: 'rol_own', name: 'Editor' }] };
    const plan = planOrFail(declareMembers([declareMember('ada', { roles: ['Admin'] })]), createTenant([member]));
    expect(plan.operations).toEqual([]);
  });

  it('are taken away before the role is deleted', () => {
    const definition = createDefinition(
      [
        declareResource('roles', { name: 'Viewer' }),
        declareResource('organizations', { name: 'acme' }, { relations: { members: [declareMember('ada', { roles: [] })] } }),
      ],
      { prune: ['roles'] },
    );
    const plan = planOrFail(definition, createTenant([showMember('ada', ['Admin'])]));
    expectOrder(plan, 'update organizations/acme members', 'delete roles/Admin');
  });
});
