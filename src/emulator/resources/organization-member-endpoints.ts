import { buildMemberKey, removeMember, requireOrganizationId } from '../behaviour/organizations/organization-lifecycle.ts';
import { readSentIds, requireExistingIds } from '../behaviour/users/body-ids.ts';
import { showRole } from '../behaviour/users/role-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { NO_CONTENT } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

/** Every page that is not empty has a `next` checkpoint (recorded traffic). */
const MEMBERS_LIST = {
  key: 'members',
  styles: ['offset', 'checkpoint'],
  shape: ['items', 'start', 'limit', 'total'],
  ceiling: true,
  alwaysNext: true,
} as const;
const ROLES_LIST = { key: 'roles', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;

/** Builds a member. Roles are included only if `fields` names them. */
function showMember(call: ApiCall, organization: string, user: string) {
  const member = pick(getStoredObject(call.tenant, 'users', user), ['user_id', 'email', 'picture', 'name']);
  if (call.query.getList('fields')?.includes('roles') !== true) return member;
  const links = call.tenant.state.getLinks('organization-member-roles').listFrom(buildMemberKey(organization, user));
  return { ...member, roles: links.map((link) => pick(showRole(call, link.right), ['id', 'name'])) };
}

function listMembers(call: ApiCall, keep: (user: string) => boolean) {
  const organization = requireOrganizationId(call);
  const links = call.tenant.state
    .getLinks('organization-members')
    .listFrom(organization)
    .filter((link) => keep(link.right));
  return listLinks(call, MEMBERS_LIST, links, 'right', (link) => showMember(call, organization, link.right));
}

/** Stricter than the API: roles can be assigned to members only. */
function requireMemberKey(call: ApiCall): string {
  const organization = requireOrganizationId(call);
  const user = getPathParameter(call, 'user_id');
  if (!call.tenant.state.getCollection('users').has(user)) throw notFound('The user does not exist.', 'inexistent_user');
  if (!call.tenant.state.getLinks('organization-members').has(organization, user))
    throw notFound('The user is not a member of the organization.', 'inexistent_member');
  return buildMemberKey(organization, user);
}

/** Reads the roles to assign. Refuses a role of another organization like an unknown one. */
function requireAssignableRoles(call: ApiCall): readonly string[] {
  const roles = requireExistingIds(call, 'roles', 'roles', 'One or more of the roles do not exist.', 'inexistent_role');
  for (const id of roles) {
    const owner = getString(getStoredObject(call.tenant, 'roles', id), 'owner_id');
    if (owner !== '' && owner !== getPathParameter(call, 'id'))
      throw notFound('One or more of the roles do not exist.', 'inexistent_role');
  }
  return roles;
}

const MEMBERS_PATH = '/organizations/{id}/members';
const MEMBER_ROLES_PATH = '/organizations/{id}/members/{user_id}/roles';

const routes: readonly Route[] = [
  { method: 'GET', path: MEMBERS_PATH, scopes: ['read:organization_members'], handle: (call) => listMembers(call, () => true) },
  {
    method: 'POST',
    path: MEMBERS_PATH,
    scopes: ['create:organization_members'],
    handle: (call) => {
      const id = requireOrganizationId(call);
      const users = requireExistingIds(call, 'members', 'users', 'One or more of the users do not exist.', 'inexistent_user');
      for (const user of users) call.tenant.state.getLinks('organization-members').put(id, user);
      return NO_CONTENT;
    },
  },
  {
    method: 'DELETE',
    path: MEMBERS_PATH,
    scopes: ['delete:organization_members'],
    handle: (call) => {
      const id = requireOrganizationId(call);
      for (const user of readSentIds(call, 'members')) removeMember(call, id, user);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: MEMBER_ROLES_PATH,
    scopes: ['read:organization_member_roles'],
    handle: (call) => {
      const links = call.tenant.state.getLinks('organization-member-roles').listFrom(requireMemberKey(call));
      return listLinks(call, ROLES_LIST, links, 'right', (link) => showRole(call, link.right));
    },
  },
  {
    method: 'POST',
    path: MEMBER_ROLES_PATH,
    scopes: ['create:organization_member_roles'],
    handle: (call) => {
      const key = requireMemberKey(call);
      for (const role of requireAssignableRoles(call)) call.tenant.state.getLinks('organization-member-roles').put(key, role);
      return NO_CONTENT;
    },
  },
  {
    method: 'DELETE',
    path: MEMBER_ROLES_PATH,
    scopes: ['delete:organization_member_roles'],
    handle: (call) => {
      const key = requireMemberKey(call);
      for (const role of readSentIds(call, 'roles')) call.tenant.state.getLinks('organization-member-roles').remove(key, role);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: '/organizations/{id}/roles/{role_id}/members',
    scopes: ['read:roles', 'read:organization_members'],
    alsoNeeds: () => [['read:roles'], ['read:organization_members']],
    handle: (call) => {
      const organization = getPathParameter(call, 'id');
      const holders = call.tenant.state.getLinks('organization-member-roles');
      return listMembers(call, (user) => holders.has(buildMemberKey(organization, user), getPathParameter(call, 'role_id')));
    },
  },
];

export const organizationMemberEndpoints: EndpointSet = { routes };
