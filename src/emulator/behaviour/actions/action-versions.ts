import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString, pick } from '../../engine/json-objects.ts';
import { addTimestamps, makeFineTimestamp } from '../timestamps.ts';

export const ACTION_VERSIONS = 'action-versions';
/** Versions per action (published limit). The oldest ones are deleted. */
const MAX_VERSIONS = 50;

export const listActionVersions = (call: ApiCall, action: string): readonly JsonObject[] =>
  call.tenant.state
    .getCollection(ACTION_VERSIONS)
    .find('parent', action)
    .map(({ value }) => value);

const getLatestVersion = (call: ApiCall, action: string): JsonObject | undefined => listActionVersions(call, action).at(-1);

/** Creates an immutable version from the draft or from an earlier version. */
export function makeActionVersion(call: ApiCall, action: JsonObject, source: JsonObject): JsonObject {
  const id = getString(action, 'id');
  const latest = getLatestVersion(call, id);
  const version = {
    ...pick(source, ['code', 'dependencies']),
    id: call.tenant.ids.makeUuid(),
    number: Number(latest === undefined ? 0 : getObjectMember(latest, 'number')) + 1,
    built_at: makeFineTimestamp(call, 6),
    ...pick(source, ['secrets', 'modules']),
    status: 'built',
    ...addTimestamps(call, {}, makeFineTimestamp(call, 6)),
    ...pick(source, ['runtime', 'supported_triggers']),
    $action: id,
  };
  const store = call.tenant.state.getCollection(ACTION_VERSIONS);
  store.put(version.id, version);
  for (const old of listActionVersions(call, id).slice(0, -MAX_VERSIONS)) store.delete(getString(old, 'id'));
  return version;
}

const VERSION_MEMBERS = ['code', 'dependencies', 'id', 'deployed', 'number', 'built_at', 'secrets', 'modules', 'status'];
const LATER_MEMBERS = ['created_at', 'updated_at', 'runtime', 'supported_triggers'];

export const showActionVersion = (version: JsonObject, deployed: boolean): JsonObject =>
  pick({ ...version, deployed }, [...VERSION_MEMBERS, ...LATER_MEMBERS]);

/** Builds the action as versions and bindings embed it, always with `all_changes_deployed: false` (recorded traffic). */
export const summarizeAction = (action: JsonObject): JsonObject => ({
  ...pick(action, ['id', 'name', 'supported_triggers', 'created_at']),
  updated_at: getString(action, 'created_at'),
});

const isFilled = (version: JsonObject, name: string): boolean => getObjects(version, name).length > 0;

/** Builds `deployed_version` and `current_version`. The latter omits empty members (recorded traffic). */
export function buildDeployedMembers(call: ApiCall, action: JsonObject): JsonObject {
  const deployed = call.tenant.state.getCollection(ACTION_VERSIONS).get(getString(action, '$deployed'));
  if (deployed === undefined) return {};
  const current = {
    ...pick(deployed, ['id', 'code', 'runtime']),
    status: 'BUILT',
    number: getObjectMember(deployed, 'number') ?? 1,
    build_time: getString(deployed, 'built_at'),
    ...pick(deployed, ['created_at', 'updated_at']),
    ...pick(
      deployed,
      ['dependencies', 'secrets'].filter((name) => isFilled(deployed, name)),
    ),
  };
  return { current_version: current, deployed_version: showActionVersion(deployed, true) };
}
