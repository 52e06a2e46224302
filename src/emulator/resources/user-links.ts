import { existingIds, sentIds } from '../behaviour/users/assign.ts';
import { existingPermissions, namedPermissions, shownPermission } from '../behaviour/users/permissions.ts';
import { shownRole } from '../behaviour/users/roles.ts';
import { userId } from '../behaviour/users/users.ts';
import type { Route } from '../engine/call.ts';
import { visible } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { need } from '../state/tenant.ts';

const SHAPE = ['items', 'start', 'limit', 'total'] as const;

/** Permissions that a user has directly; those that come through roles are not listed here. */
const DIRECT = { sources: [{ source_id: '', source_name: '', source_type: 'DIRECT' }] };

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/{id}/roles',
    scopes: ['read:users', 'read:roles', 'read:role_members'],
    alsoNeeds: () => [
      ['read:roles', 'read:role_members'],
      ['read:users', 'read:role_members'],
    ],
    handle: (call) => {
      const links = call.tenant.state.links('user-roles').of(userId(call));
      return listLinks(call, { key: 'roles', styles: ['offset'], shape: SHAPE }, links, 'right', (link) =>
        shownRole(call, link.right),
      );
    },
  },
  {
    method: 'POST',
    path: '/users/{id}/roles',
    scopes: ['update:users', 'create:role_members'],
    handle: (call) => {
      const id = userId(call);
      const roles = existingIds(call, 'roles', 'roles', 'One or more of the roles do not exist.', 'inexistent_role');
      for (const role of roles) call.tenant.state.links('user-roles').put(id, role);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: '/users/{id}/roles',
    scopes: ['update:users', 'delete:role_members'],
    handle: (call) => {
      const id = userId(call);
      for (const role of sentIds(call, 'roles')) call.tenant.state.links('user-roles').remove(id, role);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/users/{id}/permissions',
    scopes: ['read:users'],
    handle: (call) => {
      const links = call.tenant.state.links('user-permissions').of(userId(call));
      const list = { key: 'permissions', styles: ['offset'], shape: SHAPE } as const;
      return listLinks(call, list, links, 'right', (link) => ({ ...shownPermission(call, link.right), ...DIRECT }));
    },
  },
  {
    method: 'POST',
    path: '/users/{id}/permissions',
    scopes: ['update:users'],
    handle: (call) => {
      const id = userId(call);
      for (const key of existingPermissions(call)) call.tenant.state.links('user-permissions').put(id, key);
      return created({});
    },
  },
  {
    method: 'DELETE',
    path: '/users/{id}/permissions',
    scopes: ['update:users'],
    handle: (call) => {
      const id = userId(call);
      for (const key of namedPermissions(call)) call.tenant.state.links('user-permissions').remove(id, key);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/users/{id}/organizations',
    scopes: ['read:organizations'],
    handle: (call) => {
      const links = call.tenant.state.links('organization-members').to(userId(call));
      const list = { key: 'organizations', styles: ['offset'], shape: SHAPE } as const;
      return listLinks(call, list, links, 'left', (link) => visible(need(call.tenant, 'organizations', link.left)));
    },
  },
  {
    method: 'GET',
    path: '/users/{id}/connected-accounts',
    scopes: ['read:users'],
    handle: (call) => {
      userId(call);
      return ok({ connected_accounts: [] });
    },
  },
];

export const userLinks: Resource = { routes };
