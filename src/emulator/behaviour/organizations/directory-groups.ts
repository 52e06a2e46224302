import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString } from '../../engine/json-objects.ts';
import { notFound } from '../../http/refusal.ts';

export const GROUPS = 'groups';

export const buildGroupNotFound = () => notFound('Group not found.');

/** Creates a group as soon as it is selected for synchronization, because the emulator has no directory to read it from. */
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

/** Deletes a group and its role assignments, in the tenant and in organizations. */
export function deleteGroup(call: ApiCall, id: string): void {
  const { state } = call.tenant;
  state.getLinks('group-roles').removeFrom(id);
  for (const { left } of [...state.getLinks('organization-group-roles').listAll()])
    if (left.endsWith(` ${id}`)) state.getLinks('organization-group-roles').removeFrom(left);
  state.getCollection(GROUPS).delete(id);
}

/** Deletes the groups of a connection that are not selected. */
export function deleteUnselectedGroups(call: ApiCall, connection: string, selected: ReadonlySet<string> = new Set()): void {
  for (const group of listConnectionGroups(call, connection))
    if (!selected.has(getString(group, 'external_id'))) deleteGroup(call, getString(group, 'id'));
}
