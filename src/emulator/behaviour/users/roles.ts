import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { textOf } from '../../engine/objects.ts';
import { need } from '../../state/tenant.ts';

export const NO_ROLE = { message: 'Role not found.', errorCode: 'inexistent_role' };

/** Permissions and holders of a role are no longer. */
export function forgetRole(call: Call, id: string): void {
  call.tenant.state.links('role-permissions').removeOf(id);
  call.tenant.state.links('user-roles').removeTo(id);
  for (const name of ['organization-member-roles', 'group-roles', 'organization-group-roles'])
    call.tenant.state.links(name).removeTo(id);
}

/** The short form in which roles are listed below users and members. */
export const shownRole = (call: Call, id: string): JsonObject => {
  const role = need(call.tenant, 'roles', id);
  return { id, name: textOf(role, 'name'), description: textOf(role, 'description') };
};
