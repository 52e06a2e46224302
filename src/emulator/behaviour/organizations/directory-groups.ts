import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString } from '../../engine/json-objects.ts';
import { notFound } from '../../http/refusal.ts';

export const GROUPS = 'groups';

export const buildGroupNotFound = () => notFound('Group not found.');

/** Groups come from directories: one that is selected to be synchronized is there at once, since nothing is synchronized here. */
export function synchronizeGroup(call: ApiCall, connection: string, selected: JsonObject): void {
  const known = findConnectionGroup(call, connection, getString(selected, 'id'));
  const stamp = call.tenant.clock.stamp();
  const id = getString(known ?? {}, 'id') || `grp_${call.tenant.ids.makeBase58(22)}`;
  call.tenant.state.getCollection(GROUPS).put(id, {
    id,
    name: getString(selected, 'name') || getString(selected, 'id'),
    external_id: getString(selected, 'id'),
    connection_id: connection,
    tenant_name: call.tenant.name,
    created_at: getString(known ?? {}, 'created_at') || stamp,
    updated_at: stamp,
  });
}

const listConnectionGroups = (call: ApiCall, connection: string): readonly JsonObject[] =>
  call.tenant.state
    .getCollection(GROUPS)
    .find('connection', connection)
    .map(({ value }) => value);

const findConnectionGroup = (call: ApiCall, connection: string, external: string): JsonObject | undefined =>
  listConnectionGroups(call, connection).find((group) => getString(group, 'external_id') === external);

/** With a group go the roles that it gives, in the tenant and in organizations. */
export function deleteGroup(call: ApiCall, id: string): void {
  const { state } = call.tenant;
  state.getLinks('group-roles').removeFrom(id);
  for (const { left } of [...state.getLinks('organization-group-roles').listAll()])
    if (left.endsWith(` ${id}`)) state.getLinks('organization-group-roles').removeFrom(left);
  state.getCollection(GROUPS).delete(id);
}

/** All groups of a connection but those that are still selected. */
export function deleteUnselectedGroups(call: ApiCall, connection: string, selected: ReadonlySet<string> = new Set()): void {
  for (const group of listConnectionGroups(call, connection))
    if (!selected.has(getString(group, 'external_id'))) deleteGroup(call, getString(group, 'id'));
}
