import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { textOf } from '../../engine/objects.ts';
import { notFound } from '../../http/refusal.ts';

export const GROUPS = 'groups';

export const noGroup = () => notFound('Group not found.');

/** Groups come from directories: one that is selected to be synchronized is there at once, since nothing is synchronized here. */
export function synchronizeGroup(call: Call, connection: string, selected: JsonObject): void {
  const known = groupOf(call, connection, textOf(selected, 'id'));
  const stamp = call.tenant.clock.stamp();
  const id = textOf(known ?? {}, 'id') || `grp_${call.tenant.ids.base58(22)}`;
  call.tenant.state.collection(GROUPS).put(id, {
    id,
    name: textOf(selected, 'name') || textOf(selected, 'id'),
    external_id: textOf(selected, 'id'),
    connection_id: connection,
    tenant_name: call.tenant.name,
    created_at: textOf(known ?? {}, 'created_at') || stamp,
    updated_at: stamp,
  });
}

const groupsOf = (call: Call, connection: string): readonly JsonObject[] =>
  call.tenant.state
    .collection(GROUPS)
    .find('connection', connection)
    .map(({ value }) => value);

const groupOf = (call: Call, connection: string, external: string): JsonObject | undefined =>
  groupsOf(call, connection).find((group) => textOf(group, 'external_id') === external);

/** With a group go the roles that it gives, in the tenant and in organizations. */
export function forgetGroup(call: Call, id: string): void {
  const { state } = call.tenant;
  state.links('group-roles').removeOf(id);
  for (const { left } of [...state.links('organization-group-roles').all()])
    if (left.endsWith(` ${id}`)) state.links('organization-group-roles').removeOf(left);
  state.collection(GROUPS).delete(id);
}

/** All groups of a connection but those that are still selected. */
export function forgetGroups(call: Call, connection: string, selected: ReadonlySet<string> = new Set()): void {
  for (const group of groupsOf(call, connection))
    if (!selected.has(textOf(group, 'external_id'))) forgetGroup(call, textOf(group, 'id'));
}
