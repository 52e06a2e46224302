import { existingIds } from '../behaviour/users/assign.ts';
import { existingPermissions, namedPermissions, shownPermission } from '../behaviour/users/permissions.ts';
import { NO_ROLE } from '../behaviour/users/roles.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { pick } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

function roleId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection('roles').has(id)) throw notFound(NO_ROLE.message, NO_ROLE.errorCode);
  return id;
}

const PERMISSIONS = { key: 'permissions', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
const USERS = { key: 'users', styles: ['offset', 'checkpoint'], ceiling: true } as const;

const routes: readonly Route[] = [
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

export const roleLinks: Resource = { routes };
