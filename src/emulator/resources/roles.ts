import { type JsonObject, member } from '../../model/json.ts';
import { existingIds } from '../behaviour/assign.ts';
import { existingPermissions, namedPermissions, shownPermission } from '../behaviour/permissions.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf } from '../engine/collection.ts';
import type { CollectionFacts } from '../engine/collection-facts.ts';
import { listLinks } from '../engine/listing.ts';
import { asObject, pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

const MISSING = { message: 'Role not found.', errorCode: 'inexistent_role' };

const facts: CollectionFacts = {
  name: 'roles',
  path: '/roles',
  idMember: 'id',
  newId: (call) => `rol_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:roles'],
    read: ['read:roles'],
    create: ['create:roles'],
    update: ['update:roles'],
    delete: ['delete:roles'],
  },
  missing: MISSING,
  // Organization roles are unique inside their organization only. Whether case counts is undocumented: it does here.
  indexes: { name: (role) => [`${textOf(role, 'owner_id')}|${textOf(role, 'name')}`] },
  unique: [{ index: 'name', message: 'The role already exists.', errorCode: 'role_conflict' }],
  list: { key: 'roles', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] },
  filter,
  status: { create: 200 },
  fill: (_call, body) => ({ type: 'tenant', ...body }),
  check: (call, role) => {
    const owner = textOf(role, 'owner_id');
    const needsOwner = textOf(role, 'type') === 'organization';
    if (needsOwner !== (owner !== '')) throw badRequest('owner_id must be set for roles of type organization, and for no other.');
    if (needsOwner && !call.tenant.state.collection('organizations').has(owner))
      throw notFound('No organization found by that id or name');
  },
  // Without a description: null after POST, an empty text ever after (recorded traffic).
  show: (_call, role, verb) => ({ ...role, description: member(role, 'description') ?? (verb === 'create' ? null : '') }),
  removing: (call, role) => forgetRole(call, textOf(role, 'id')),
  deleted: () => ok({}),
};

function filter(call: Call): (role: JsonObject) => boolean {
  const name = call.query.text('name_filter')?.toLowerCase() ?? '';
  const type = call.query.text('type');
  const owner = call.query.text('owner_id');
  return (role) =>
    textOf(role, 'name').toLowerCase().includes(name) &&
    (type === undefined || textOf(role, 'type') === type) &&
    (owner === undefined || textOf(role, 'owner_id') === owner);
}

export function forgetRole(call: Call, id: string): void {
  call.tenant.state.links('role-permissions').removeOf(id);
  call.tenant.state.links('user-roles').removeTo(id);
  call.tenant.state.links('organization-member-roles').removeTo(id);
}

function roleId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection('roles').has(id)) throw notFound(MISSING.message, MISSING.errorCode);
  return id;
}

const PERMISSIONS = { key: 'permissions', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
const USERS = { key: 'users', styles: ['offset', 'checkpoint'], ceiling: true } as const;

const more: readonly Route[] = [
  {
    method: 'GET',
    path: '/roles/{id}/permissions',
    scopes: ['read:roles'],
    handle: (call) => {
      const links = call.tenant.state.links('role-permissions').of(roleId(call));
      return listLinks(call, PERMISSIONS, links, 'right', (link) => shownPermission(call, link.right));
    },
  },
  {
    method: 'POST',
    path: '/roles/{id}/permissions',
    scopes: ['update:roles'],
    handle: (call) => {
      const id = roleId(call);
      for (const key of existingPermissions(call)) call.tenant.state.links('role-permissions').put(id, key);
      return created({});
    },
  },
  {
    method: 'DELETE',
    path: '/roles/{id}/permissions',
    scopes: ['update:roles'],
    handle: (call) => {
      const id = roleId(call);
      for (const key of namedPermissions(call)) call.tenant.state.links('role-permissions').remove(id, key);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/roles/{id}/users',
    scopes: ['read:users', 'read:roles', 'read:role_members'],
    alsoNeeds: () => [
      ['read:roles', 'read:role_members'],
      ['read:users', 'read:role_members'],
    ],
    handle: (call) => {
      const links = call.tenant.state.links('user-roles').to(roleId(call));
      return listLinks(call, USERS, links, 'left', (link) =>
        pick(need(call.tenant, 'users', link.left), ['user_id', 'email', 'picture', 'name']),
      );
    },
  },
  {
    method: 'POST',
    path: '/roles/{id}/users',
    scopes: ['update:roles', 'create:role_members'],
    handle: (call) => {
      const id = roleId(call);
      const users = existingIds(call, 'users', 'users', 'One or more of the users do not exist.', 'inexistent_user');
      for (const user of users) call.tenant.state.links('user-roles').put(user, id);
      return ok({});
    },
  },
];

/** The short form in which roles are listed below users and members. */
export const shownRole = (call: Call, id: string) => {
  const role = asObject(need(call.tenant, 'roles', id));
  return { id, name: textOf(role, 'name'), description: textOf(role, 'description') };
};

export const roles: Resource = collectionOf(facts, more);
