import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectsOf, pick, textOf } from '../../engine/objects.ts';
import { fineStamp, stamped } from '../timestamps.ts';

export const VERSIONS = 'action-versions';
/** Of an action or a module; the oldest ones that nothing runs are dropped (published limit). */
const MAX_VERSIONS = 50;

export const versionsOf = (call: Call, action: string): readonly JsonObject[] =>
  call.tenant.state
    .collection(VERSIONS)
    .find('parent', action)
    .map(({ value }) => value);

const latestOf = (call: Call, action: string): JsonObject | undefined => versionsOf(call, action).at(-1);

/** An immutable copy of the draft, or of an earlier version. */
export function makeVersion(call: Call, action: JsonObject, source: JsonObject): JsonObject {
  const id = textOf(action, 'id');
  const latest = latestOf(call, id);
  const version = {
    ...pick(source, ['code', 'dependencies']),
    id: call.tenant.ids.uuid(),
    number: Number(latest === undefined ? 0 : getObjectMember(latest, 'number')) + 1,
    built_at: fineStamp(call, 6),
    ...pick(source, ['secrets', 'modules']),
    status: 'built',
    ...stamped(call, {}, fineStamp(call, 6)),
    ...pick(source, ['runtime', 'supported_triggers']),
    $action: id,
  };
  const store = call.tenant.state.collection(VERSIONS);
  store.put(version.id, version);
  for (const old of versionsOf(call, id).slice(0, -MAX_VERSIONS)) store.delete(textOf(old, 'id'));
  return version;
}

const VERSION_MEMBERS = ['code', 'dependencies', 'id', 'deployed', 'number', 'built_at', 'secrets', 'modules', 'status'];
const LATER_MEMBERS = ['created_at', 'updated_at', 'runtime', 'supported_triggers'];

export const shownVersion = (version: JsonObject, deployed: boolean): JsonObject =>
  pick({ ...version, deployed }, [...VERSION_MEMBERS, ...LATER_MEMBERS]);

/** The action as versions and bindings embed it: never as fully deployed (recorded traffic). */
export const embeddedAction = (action: JsonObject): JsonObject => ({
  ...pick(action, ['id', 'name', 'supported_triggers', 'created_at']),
  updated_at: textOf(action, 'created_at'),
});

const isFilled = (version: JsonObject, name: string): boolean => objectsOf(version, name).length > 0;

/** `current_version` says in its own way what `deployed_version` says, too, and leaves out what is empty (recorded traffic). */
export function deployedMembers(call: Call, action: JsonObject): JsonObject {
  const deployed = call.tenant.state.collection(VERSIONS).get(textOf(action, '$deployed'));
  if (deployed === undefined) return {};
  const current = {
    ...pick(deployed, ['id', 'code', 'runtime']),
    status: 'BUILT',
    number: getObjectMember(deployed, 'number') ?? 1,
    build_time: textOf(deployed, 'built_at'),
    ...pick(deployed, ['created_at', 'updated_at']),
    ...pick(
      deployed,
      ['dependencies', 'secrets'].filter((name) => isFilled(deployed, name)),
    ),
  };
  return { current_version: current, deployed_version: shownVersion(deployed, true) };
}
