import { requireExistingIds } from '../behaviour/users/body-ids.ts';
import { listNamedPermissions, requireExistingPermissions, showPermission } from '../behaviour/users/permission-keys.ts';
import { ROLE_NOT_FOUND } from '../behaviour/users/role-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { pick } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

function requireRoleId(call: ApiCall): string {
  const id = getPathParameter(call, 'id');
  if (!call.tenant.state.getCollection('roles').has(id)) throw notFound(ROLE_NOT_FOUND.message, ROLE_NOT_FOUND.errorCode);
  return id;
}

const PERMISSIONS_LIST = { key: 'permissions', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
const USERS_LIST = { key: 'users', styles: ['offset', 'checkpoint'], ceiling: true } as const;

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/roles/{id}/permissions',
    scopes: ['read:roles'],
    handle: (call) => {
      const links = call.tenant.state.getLinks('role-permissions').listFrom(requireRoleId(call));
      return listLinks(call, PERMISSIONS_LIST, links, 'right', (link) => showPermission(call, link.right));
    },
  },
  {
    method: 'POST',
    path: '/roles/{id}/permissions',
    scopes: ['update:roles'],
    handle: (call) => {
      const id = requireRoleId(call);
      for (const key of requireExistingPermissions(call)) call.tenant.state.getLinks('role-permissions').put(id, key);
      return answerCreated({});
    },
  },
  {
    method: 'DELETE',
    path: '/roles/{id}/permissions',
    scopes: ['update:roles'],
    handle: (call) => {
      const id = requireRoleId(call);
      for (const key of listNamedPermissions(call)) call.tenant.state.getLinks('role-permissions').remove(id, key);
      return NO_CONTENT;
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
      const links = call.tenant.state.getLinks('user-roles').listTo(requireRoleId(call));
      return listLinks(call, USERS_LIST, links, 'left', (link) =>
        pick(getStoredObject(call.tenant, 'users', link.left), ['user_id', 'email', 'picture', 'name']),
      );
    },
  },
  {
    method: 'POST',
    path: '/roles/{id}/users',
    scopes: ['update:roles', 'create:role_members'],
    handle: (call) => {
      const id = requireRoleId(call);
      const users = requireExistingIds(call, 'users', 'users', 'One or more of the users do not exist.', 'inexistent_user');
      for (const user of users) call.tenant.state.getLinks('user-roles').put(user, id);
      return answerOk({});
    },
  },
];

export const roleRelationEndpoints: EndpointSet = { routes };
