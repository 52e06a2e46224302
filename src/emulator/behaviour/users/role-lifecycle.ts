import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString } from '../../engine/json-objects.ts';
import { getStoredObject } from '../../state/emulated-tenant.ts';

export const ROLE_NOT_FOUND = { message: 'Role not found.', errorCode: 'inexistent_role' };

/** Deletes the permissions and assignments of a role that is deleted. */
export function cleanUpRole(call: ApiCall, id: string): void {
  call.tenant.state.getLinks('role-permissions').removeFrom(id);
  call.tenant.state.getLinks('user-roles').removeTo(id);
  for (const name of ['organization-member-roles', 'group-roles', 'organization-group-roles'])
    call.tenant.state.getLinks(name).removeTo(id);
}

/** Builds the short form of a role in lists of a user's or member's roles. */
export const showRole = (call: ApiCall, id: string): JsonObject => {
  const role = getStoredObject(call.tenant, 'roles', id);
  return { id, name: getString(role, 'name'), description: getString(role, 'description') };
};
