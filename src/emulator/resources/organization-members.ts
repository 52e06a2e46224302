import { forgetMember, memberKey, organizationId } from '../behaviour/organizations/organization.ts';
import { existingIds, sentIds } from '../behaviour/users/assign.ts';
import { shownRole } from '../behaviour/users/roles.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { pick, textOf } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { noContent } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

/** A mark comes with every page that is not empty (recorded traffic). */
const MEMBERS = {
  key: 'members',
  styles: ['offset', 'checkpoint'],
  shape: ['items', 'start', 'limit', 'total'],
  ceiling: true,
  alwaysNext: true,
} as const;
const ROLES = { key: 'roles', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;

/** Roles are shown only where `fields` asks for them. */
function shownMember(call: Call, organization: string, user: string) {
  const member = pick(need(call.tenant, 'users', user), ['user_id', 'email', 'picture', 'name']);
  if (call.query.list('fields')?.includes('roles') !== true) return member;
  const links = call.tenant.state.links('organization-member-roles').of(memberKey(organization, user));
  return { ...member, roles: links.map((link) => pick(shownRole(call, link.right), ['id', 'name'])) };
}

function listMembers(call: Call, keep: (user: string) => boolean) {
  const organization = organizationId(call);
  const links = call.tenant.state
    .links('organization-members')
    .of(organization)
    .filter((link) => keep(link.right));
  return listLinks(call, MEMBERS, links, 'right', (link) => shownMember(call, organization, link.right));
}

/** Strict: roles are given to members only. */
function memberOf(call: Call): string {
  const organization = organizationId(call);
  const user = param(call, 'user_id');
  if (!call.tenant.state.collection('users').has(user)) throw notFound('The user does not exist.', 'inexistent_user');
  if (!call.tenant.state.links('organization-members').has(organization, user))
    throw notFound('The user is not a member of the organization.', 'inexistent_member');
  return memberKey(organization, user);
}

/** A role of another organization is as good as none. */
function assignableRoles(call: Call): readonly string[] {
  const roles = existingIds(call, 'roles', 'roles', 'One or more of the roles do not exist.', 'inexistent_role');
  for (const id of roles) {
    const owner = textOf(need(call.tenant, 'roles', id), 'owner_id');
    if (owner !== '' && owner !== param(call, 'id')) throw notFound('One or more of the roles do not exist.', 'inexistent_role');
  }
  return roles;
}

const members = '/organizations/{id}/members';
const memberRoles = '/organizations/{id}/members/{user_id}/roles';

const routes: readonly Route[] = [
  { method: 'GET', path: members, scopes: ['read:organization_members'], handle: (call) => listMembers(call, () => true) },
  {
    method: 'POST',
    path: members,
    scopes: ['create:organization_members'],
    handle: (call) => {
      const id = organizationId(call);
      const users = existingIds(call, 'members', 'users', 'One or more of the users do not exist.', 'inexistent_user');
      for (const user of users) call.tenant.state.links('organization-members').put(id, user);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: members,
    scopes: ['delete:organization_members'],
    handle: (call) => {
      const id = organizationId(call);
      for (const user of sentIds(call, 'members')) forgetMember(call, id, user);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: memberRoles,
    scopes: ['read:organization_member_roles'],
    handle: (call) => {
      const links = call.tenant.state.links('organization-member-roles').of(memberOf(call));
      return listLinks(call, ROLES, links, 'right', (link) => shownRole(call, link.right));
    },
  },
  {
    method: 'POST',
    path: memberRoles,
    scopes: ['create:organization_member_roles'],
    handle: (call) => {
      const key = memberOf(call);
      for (const role of assignableRoles(call)) call.tenant.state.links('organization-member-roles').put(key, role);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: memberRoles,
    scopes: ['delete:organization_member_roles'],
    handle: (call) => {
      const key = memberOf(call);
      for (const role of sentIds(call, 'roles')) call.tenant.state.links('organization-member-roles').remove(key, role);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/organizations/{id}/roles/{role_id}/members',
    scopes: ['read:roles', 'read:organization_members'],
    alsoNeeds: () => [['read:roles'], ['read:organization_members']],
    handle: (call) => {
      const organization = param(call, 'id');
      const holders = call.tenant.state.links('organization-member-roles');
      return listMembers(call, (user) => holders.has(memberKey(organization, user), param(call, 'role_id')));
    },
  },
];

export const organizationMembers: Resource = { routes };
