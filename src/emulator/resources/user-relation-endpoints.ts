import { readSentIds, requireExistingIds } from '../behaviour/users/body-ids.ts';
import { listNamedPermissions, requireExistingPermissions, showPermission } from '../behaviour/users/permission-keys.ts';
import { showRole } from '../behaviour/users/role-lifecycle.ts';
import { requireUserId } from '../behaviour/users/user-lifecycle.ts';
import type { Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { omitInternal } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

const LIST_SHAPE = ['items', 'start', 'limit', 'total'] as const;

/** Source of permissions that are assigned to the user directly, the only ones that the endpoint lists. */
const DIRECT_SOURCE = { sources: [{ source_id: '', source_name: '', source_type: 'DIRECT' }] };

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
      const links = call.tenant.state.getLinks('user-roles').listFrom(requireUserId(call));
      return listLinks(call, { key: 'roles', styles: ['offset'], shape: LIST_SHAPE }, links, 'right', (link) =>
        showRole(call, link.right),
      );
    },
  },
  {
    method: 'POST',
    path: '/users/{id}/roles',
    scopes: ['update:users', 'create:role_members'],
    handle: (call) => {
      const id = requireUserId(call);
      const roles = requireExistingIds(call, 'roles', 'roles', 'One or more of the roles do not exist.', 'inexistent_role');
      for (const role of roles) call.tenant.state.getLinks('user-roles').put(id, role);
      return NO_CONTENT;
    },
  },
  {
    method: 'DELETE',
    path: '/users/{id}/roles',
    scopes: ['update:users', 'delete:role_members'],
    handle: (call) => {
      const id = requireUserId(call);
      for (const role of readSentIds(call, 'roles')) call.tenant.state.getLinks('user-roles').remove(id, role);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: '/users/{id}/permissions',
    scopes: ['read:users'],
    handle: (call) => {
      const links = call.tenant.state.getLinks('user-permissions').listFrom(requireUserId(call));
      const list = { key: 'permissions', styles: ['offset'], shape: LIST_SHAPE } as const;
      return listLinks(call, list, links, 'right', (link) => ({ ...showPermission(call, link.right), ...DIRECT_SOURCE }));
    },
  },
  {
    method: 'POST',
    path: '/users/{id}/permissions',
    scopes: ['update:users'],
    handle: (call) => {
      const id = requireUserId(call);
      for (const key of requireExistingPermissions(call)) call.tenant.state.getLinks('user-permissions').put(id, key);
      return answerCreated({});
    },
  },
  {
    method: 'DELETE',
    path: '/users/{id}/permissions',
    scopes: ['update:users'],
    handle: (call) => {
      const id = requireUserId(call);
      for (const key of listNamedPermissions(call)) call.tenant.state.getLinks('user-permissions').remove(id, key);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: '/users/{id}/organizations',
    scopes: ['read:organizations'],
    handle: (call) => {
      const links = call.tenant.state.getLinks('organization-members').listTo(requireUserId(call));
      const list = { key: 'organizations', styles: ['offset'], shape: LIST_SHAPE } as const;
      return listLinks(call, list, links, 'left', (link) =>
        omitInternal(getStoredObject(call.tenant, 'organizations', link.left)),
      );
    },
  },
  {
    method: 'GET',
    path: '/users/{id}/connected-accounts',
    scopes: ['read:users'],
    handle: (call) => {
      requireUserId(call);
      return answerOk({ connected_accounts: [] });
    },
  },
];

export const userRelationEndpoints: EndpointSet = { routes };
