import { type ApiCall, getPathParameter } from '../../engine/api-call.ts';
import { notFound } from '../../http/refusal.ts';

/** The API sends no `errorCode` here (recorded traffic). */
export const buildOrganizationNotFound = () => notFound('No organization found by that id or name');

export function requireOrganizationId(call: ApiCall): string {
  const id = getPathParameter(call, 'id');
  if (!call.tenant.state.getCollection('organizations').has(id)) throw buildOrganizationNotFound();
  return id;
}

/** Builds the key under which a member's roles are stored. Unambiguous, because organization ids contain no space. */
export const buildMemberKey = (organization: string, user: string): string => `${organization} ${user}`;

/** Removes a member and their roles in the organization. */
export function removeMember(call: ApiCall, organization: string, user: string): void {
  call.tenant.state.getLinks('organization-members').remove(organization, user);
  call.tenant.state.getLinks('organization-member-roles').removeFrom(buildMemberKey(organization, user));
}

/** Deletes everything that belongs to an organization except its users (documentation). */
export function cleanUpOrganization(call: ApiCall, id: string): void {
  const { state } = call.tenant;
  for (const member of state.getLinks('organization-members').listFrom(id)) removeMember(call, id, member.right);
  for (const name of ['organization-connections', 'organization-client-grants', 'organization-clients'])
    state.getLinks(name).removeFrom(id);
  for (const { left } of [...state.getLinks('organization-group-roles').listAll()])
    if (left.startsWith(`${id} `)) state.getLinks('organization-group-roles').removeFrom(left);
  for (const name of ['discovery-domains', 'invitations'])
    for (const child of state.getCollection(name).find('parent', id)) state.getCollection(name).delete(child.id);
}
