import { type Call, param } from '../../engine/call.ts';
import { notFound } from '../../http/refusal.ts';

/** Without an errorCode (recorded traffic). */
export const noOrganization = () => notFound('No organization found by that id or name');

export function organizationId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection('organizations').has(id)) throw noOrganization();
  return id;
}

/** The left side of a member's roles: an organization's id has 20 characters, whatever the user's id holds. */
export const memberKey = (organization: string, user: string): string => `${organization} ${user}`;

/** Ends a membership and the roles that came with it. */
export function forgetMember(call: Call, organization: string, user: string): void {
  call.tenant.state.links('organization-members').remove(organization, user);
  call.tenant.state.links('organization-member-roles').removeOf(memberKey(organization, user));
}

/** Memberships, connections, grants, clients, domains and roles of an organization go with it; users stay (documentation). */
export function forgetOrganization(call: Call, id: string): void {
  const { state } = call.tenant;
  for (const member of state.links('organization-members').of(id)) forgetMember(call, id, member.right);
  for (const name of ['organization-connections', 'organization-client-grants', 'organization-clients'])
    state.links(name).removeOf(id);
  for (const { left } of [...state.links('organization-group-roles').all()])
    if (left.startsWith(`${id} `)) state.links('organization-group-roles').removeOf(left);
  for (const domain of state.collection('discovery-domains').find('parent', id))
    state.collection('discovery-domains').delete(domain.id);
}
