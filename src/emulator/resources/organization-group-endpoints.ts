import type { JsonObject } from '../../model/json/json-value.ts';
import { buildGroupNotFound, GROUPS } from '../behaviour/organizations/directory-groups.ts';
import { buildMemberKey, buildOrganizationNotFound } from '../behaviour/organizations/organization-lifecycle.ts';
import { readSentIds, requireExistingIds } from '../behaviour/users/body-ids.ts';
import { ROLE_NOT_FOUND, showRole } from '../behaviour/users/role-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { type Answer, NO_CONTENT } from '../http/http-answer.ts';
import { conflict, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

/** Roles per organization group (published limit). */
const MAX_ROLES = 10;

const getGroupRoles = (call: ApiCall) => call.tenant.state.getLinks('organization-group-roles');

function requireOrganization(call: ApiCall, name: string): string {
  const id = getPathParameter(call, name);
  if (!call.tenant.state.getCollection('organizations').has(id)) throw buildOrganizationNotFound();
  return id;
}

/** Builds the key of a group's roles in an organization. Refuses unknown groups and organizations. */
function requireGroupKey(call: ApiCall): string {
  const organization = requireOrganization(call, 'organization_id');
  const group = getPathParameter(call, 'group_id');
  if (!call.tenant.state.getCollection(GROUPS).has(group)) throw buildGroupNotFound();
  return buildMemberKey(organization, group);
}

/** Lists the groups with roles in an organization, or with the given role. */
function listGroups(call: ApiCall, organization: string, role?: string): Answer {
  const groupRoles = [...getGroupRoles(call).listAll()].filter((link) => link.left.startsWith(`${organization} `));
  const matchingRoles = groupRoles.filter((link) => role === undefined || link.right === role);
  const byGroup = new Map(matchingRoles.map((link) => [link.left.slice(organization.length + 1), link]));
  const rows = [...byGroup].map(([group, link]) => ({ ...link, left: group }));
  const show = ({ left }: { readonly left: string }): JsonObject => getStoredObject(call.tenant, GROUPS, left);
  return listLinks(call, { key: 'groups', styles: ['checkpoint'] }, rows, 'left', show);
}

/** The SDK's types give these roles a type and an owner. */
const showOwnedRole = (call: ApiCall, id: string): JsonObject => ({
  ...showRole(call, id),
  ...pick(getStoredObject(call.tenant, 'roles', id), ['type', 'owner_id']),
});

/** Stricter than the API may be: refuses roles that another organization owns, as for members. */
function refuseRolesOfOthers(call: ApiCall, roles: readonly string[]): void {
  const organization = getPathParameter(call, 'organization_id');
  const owners = roles.map((id) => getString(getStoredObject(call.tenant, 'roles', id), 'owner_id'));
  if (owners.some((owner) => owner !== '' && owner !== organization))
    throw notFound(ROLE_NOT_FOUND.message, ROLE_NOT_FOUND.errorCode);
}

function assignRoles(call: ApiCall): Answer {
  const group = requireGroupKey(call);
  const roles = requireExistingIds(call, 'roles', 'roles', ROLE_NOT_FOUND.message, ROLE_NOT_FOUND.errorCode);
  refuseRolesOfOthers(call, roles);
  const newRoles = roles.filter((role) => !getGroupRoles(call).has(group, role));
  if (getGroupRoles(call).countFrom(group) + newRoles.length > MAX_ROLES)
    throw conflict('No more roles can be assigned to this organization group.');
  for (const role of roles) getGroupRoles(call).put(group, role);
  return NO_CONTENT;
}

const GROUP_ROLES_PATH = '/organizations/{organization_id}/groups/{group_id}/roles';

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/organizations/{organization_id}/groups',
    scopes: ['read:organization_groups'],
    handle: (call) => listGroups(call, requireOrganization(call, 'organization_id')),
  },
  {
    method: 'GET',
    path: '/organizations/{organization_id}/roles/{role_id}/groups',
    scopes: ['read:roles', 'read:organization_groups'],
    // Stricter than the API may be, which does not document whether one of the two is enough.
    alsoNeeds: () => [['read:roles'], ['read:organization_groups']],
    handle: (call) => listGroups(call, requireOrganization(call, 'organization_id'), getPathParameter(call, 'role_id')),
  },
  {
    method: 'GET',
    path: GROUP_ROLES_PATH,
    scopes: ['read:organization_group_roles'],
    handle: (call) => {
      const roles = getGroupRoles(call).listFrom(requireGroupKey(call));
      return listLinks(call, { key: 'roles', styles: ['checkpoint'] }, roles, 'right', (link) => showOwnedRole(call, link.right));
    },
  },
  { method: 'POST', path: GROUP_ROLES_PATH, scopes: ['create:organization_group_roles'], handle: assignRoles },
  {
    method: 'DELETE',
    path: GROUP_ROLES_PATH,
    scopes: ['delete:organization_group_roles'],
    handle: (call) => {
      const group = requireGroupKey(call);
      for (const role of readSentIds(call, 'roles')) getGroupRoles(call).remove(group, role);
      return NO_CONTENT;
    },
  },
];

export const organizationGroupEndpoints: EndpointSet = { routes };
