import type { JsonObject } from '../../model/json/json-value.ts';
import { GROUPS, noGroup } from '../behaviour/organizations/groups.ts';
import { memberKey, noOrganization } from '../behaviour/organizations/organization.ts';
import { existingIds, sentIds } from '../behaviour/users/assign.ts';
import { NO_ROLE, shownRole } from '../behaviour/users/roles.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, noContent } from '../http/answer.ts';
import { conflict } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

/** Published limit. */
const MAX_ROLES = 10;

const links = (call: Call) => call.tenant.state.links('organization-group-roles');

function organizationOf(call: Call, name: string): string {
  const id = param(call, name);
  if (!call.tenant.state.collection('organizations').has(id)) throw noOrganization();
  return id;
}

/** The left side of the roles that a group gives in one organization. */
function key(call: Call): string {
  const organization = organizationOf(call, 'organization_id');
  const group = param(call, 'group_id');
  if (!call.tenant.state.collection(GROUPS).has(group)) throw noGroup();
  return memberKey(organization, group);
}

/** Groups that give any role here, or one of them. */
function listGroups(call: Call, organization: string, role?: string): Answer {
  const given = [...links(call).all()].filter((link) => link.left.startsWith(`${organization} `));
  const chosen = given.filter((link) => role === undefined || link.right === role);
  const byGroup = new Map(chosen.map((link) => [link.left.slice(organization.length + 1), link]));
  const rows = [...byGroup].map(([group, link]) => ({ ...link, left: group }));
  const show = ({ left }: { readonly left: string }): JsonObject => need(call.tenant, GROUPS, left);
  return listLinks(call, { key: 'groups', styles: ['checkpoint'] }, rows, 'left', show);
}

function assign(call: Call): Answer {
  const group = key(call);
  const roles = existingIds(call, 'roles', 'roles', NO_ROLE.message, NO_ROLE.errorCode);
  const fresh = roles.filter((role) => !links(call).has(group, role));
  if (links(call).countOf(group) + fresh.length > MAX_ROLES)
    throw conflict('No more roles can be assigned to this organization group.');
  for (const role of roles) links(call).put(group, role);
  return noContent;
}

const ROLES_OF = '/organizations/{organization_id}/groups/{group_id}/roles';

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/organizations/{organization_id}/groups',
    scopes: ['read:organization_groups'],
    handle: (call) => listGroups(call, organizationOf(call, 'organization_id')),
  },
  {
    method: 'GET',
    path: '/organizations/{organization_id}/roles/{role_id}/groups',
    scopes: ['read:roles', 'read:organization_groups'],
    handle: (call) => listGroups(call, organizationOf(call, 'organization_id'), param(call, 'role_id')),
  },
  {
    method: 'GET',
    path: ROLES_OF,
    scopes: ['read:organization_group_roles'],
    handle: (call) => {
      const roles = links(call).of(key(call));
      return listLinks(call, { key: 'roles', styles: ['checkpoint'] }, roles, 'right', (link) => shownRole(call, link.right));
    },
  },
  { method: 'POST', path: ROLES_OF, scopes: ['create:organization_group_roles'], handle: assign },
  {
    method: 'DELETE',
    path: ROLES_OF,
    scopes: ['delete:organization_group_roles'],
    handle: (call) => {
      const group = key(call);
      for (const role of sentIds(call, 'roles')) links(call).remove(group, role);
      return noContent;
    },
  },
];

export const organizationGroups: Resource = { routes };
