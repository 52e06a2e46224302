import type { JsonObject } from '../../model/json/json-value.ts';
import { buildGroupNotFound, deleteGroup, GROUPS } from '../behaviour/organizations/directory-groups.ts';
import { readSentIds, requireExistingIds } from '../behaviour/users/body-ids.ts';
import { ROLE_NOT_FOUND, showRole } from '../behaviour/users/role-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

const facts: CollectionFacts = {
  name: GROUPS,
  path: '/groups',
  idMember: 'id',
  makeId: (call) => `grp_${call.tenant.ids.makeBase58(22)}`,
  scopes: { list: ['read:groups'], read: ['read:groups'], delete: ['delete:groups'] },
  missing: { message: buildGroupNotFound().message },
  indexes: { connection: (group) => [getString(group, 'connection_id')] },
  list: { key: 'groups', styles: ['offset', 'checkpoint'] },
  filter: buildFilter,
  beforeDelete: (call, group) => deleteGroup(call, getString(group, 'id')),
};

function buildFilter(call: ApiCall): (group: JsonObject) => boolean {
  const criteria = ['connection_id', 'name', 'external_id'].map((name) => [name, call.query.getString(name)] as const);
  const search = call.query.getString('search')?.toLowerCase() ?? '';
  return (group) =>
    criteria.every(([name, value]) => value === undefined || getString(group, name) === value) &&
    getString(group, 'name').toLowerCase().includes(search);
}

function requireGroupId(call: ApiCall): string {
  const id = getPathParameter(call, 'id');
  if (!call.tenant.state.getCollection(GROUPS).has(id)) throw buildGroupNotFound();
  return id;
}

function requireRoleId(call: ApiCall): string {
  const id = getPathParameter(call, 'id');
  if (!call.tenant.state.getCollection('roles').has(id)) throw notFound(ROLE_NOT_FOUND.message, ROLE_NOT_FOUND.errorCode);
  return id;
}

/**
 * Refuses roles that an organization owns. Stricter than the API may be: the documentation gives these roles to groups inside their
 * organization only.
 */
function refuseOwnedRoles(call: ApiCall, roles: readonly string[]): void {
  const isOwned = (id: string): boolean => getString(getStoredObject(call.tenant, 'roles', id), 'owner_id') !== '';
  if (roles.some(isOwned)) throw badRequest('A role of an organization cannot be assigned to a group of the tenant.');
}

const getGroupRoles = (call: ApiCall) => call.tenant.state.getLinks('group-roles');
const GROUP_ROLES_PATH = '/groups/{id}/roles';
const ROLE_GROUPS_PATH = '/roles/{id}/groups';
const CHECKPOINT_STYLES = ['checkpoint'] as const;

const extraRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups/{id}/members',
    scopes: ['read:group_members'],
    handle: (call) => {
      requireGroupId(call);
      return answerOk({ members: [] });
    },
  },
  {
    method: 'GET',
    path: GROUP_ROLES_PATH,
    scopes: ['read:group_roles'],
    handle: (call) => {
      const roles = getGroupRoles(call).listFrom(requireGroupId(call));
      return listLinks(call, { key: 'roles', styles: CHECKPOINT_STYLES }, roles, 'right', (link) => showRole(call, link.right));
    },
  },
  {
    method: 'POST',
    path: GROUP_ROLES_PATH,
    scopes: ['create:group_roles'],
    handle: (call) => {
      const id = requireGroupId(call);
      const roles = requireExistingIds(call, 'roles', 'roles', ROLE_NOT_FOUND.message, ROLE_NOT_FOUND.errorCode);
      refuseOwnedRoles(call, roles);
      for (const role of roles) getGroupRoles(call).put(id, role);
      return NO_CONTENT;
    },
  },
  {
    method: 'DELETE',
    path: GROUP_ROLES_PATH,
    scopes: ['delete:group_roles'],
    handle: (call) => {
      const id = requireGroupId(call);
      for (const role of readSentIds(call, 'roles')) getGroupRoles(call).remove(id, role);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: ROLE_GROUPS_PATH,
    scopes: ['read:group_roles'],
    handle: (call) => {
      const groups = getGroupRoles(call).listTo(requireRoleId(call));
      return listLinks(call, { key: 'groups', styles: CHECKPOINT_STYLES }, groups, 'left', (link) =>
        getStoredObject(call.tenant, GROUPS, link.left),
      );
    },
  },
  {
    method: 'POST',
    path: ROLE_GROUPS_PATH,
    scopes: ['create:group_roles'],
    handle: (call) => {
      const id = requireRoleId(call);
      refuseOwnedRoles(call, [id]);
      for (const group of requireExistingIds(call, 'groups', GROUPS, buildGroupNotFound().message))
        getGroupRoles(call).put(group, id);
      return NO_CONTENT;
    },
  },
  {
    method: 'DELETE',
    path: ROLE_GROUPS_PATH,
    scopes: ['delete:group_roles'],
    handle: (call) => {
      const id = requireRoleId(call);
      for (const group of readSentIds(call, 'groups')) getGroupRoles(call).remove(group, id);
      return NO_CONTENT;
    },
  },
];

export const groupEndpoints: EndpointSet = buildCollectionEndpoints(facts, extraRoutes);
