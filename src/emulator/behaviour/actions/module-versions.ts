import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import type { Verb } from '../../engine/kinds/collection-facts.ts';
import { objectsOf, pick, textOf } from '../../engine/objects.ts';
import { fineStamp } from '../timestamps.ts';

export const MODULES = 'action-modules';
export const MODULE_VERSIONS = 'action-module-versions';

export const moduleVersionsOf = (call: Call, module: string): readonly JsonObject[] =>
  call.tenant.state
    .collection(MODULE_VERSIONS)
    .find('parent', module)
    .map(({ value }) => value);

function makeModuleVersion(call: Call, module: JsonObject): JsonObject {
  const latest = moduleVersionsOf(call, textOf(module, 'id')).at(-1);
  const version = {
    id: call.tenant.ids.uuid(),
    module_id: textOf(module, 'id'),
    version_number: Number(latest === undefined ? 0 : getObjectMember(latest, 'version_number')) + 1,
    ...pick(module, ['code', 'secrets', 'dependencies']),
    created_at: fineStamp(call, 3),
  };
  call.tenant.state.collection(MODULE_VERSIONS).put(version.id, version);
  return version;
}

/** Drafts that use a version of the module. */
export function usersOfModule(call: Call, module: string): readonly JsonObject[] {
  return [...call.tenant.state.collection('actions').entries()].flatMap(({ id, value }) =>
    objectsOf(value, 'modules')
      .filter((used) => textOf(used, 'module_id') === module)
      .map((used) => ({
        action_id: id,
        action_name: textOf(value, 'name'),
        ...pick(used, ['module_version_id', 'module_version_number']),
      })),
  );
}

export function publishModule(call: Call, module: JsonObject): { readonly module: JsonObject; readonly version: JsonObject } {
  const version = makeModuleVersion(call, module);
  const after = { ...module, all_changes_published: true };
  call.tenant.state.collection(MODULES).put(textOf(module, 'id'), after);
  return { module: after, version };
}

export function shownModule(call: Call, module: JsonObject, verb: Verb): JsonObject {
  const latest = moduleVersionsOf(call, textOf(module, 'id')).at(-1);
  const number = latest === undefined ? {} : { latest_version_number: getObjectMember(latest, 'version_number') ?? 1 };
  const version = latest && {
    latest_version: pick(latest, ['id', 'version_number', 'code', 'dependencies', 'secrets']),
  };
  return {
    ...pick(module, ['id', 'name', 'code', 'dependencies', 'secrets', 'all_changes_published']),
    actions_using_module_total: usersOfModule(call, textOf(module, 'id')).length,
    ...(verb === 'list' ? number : {}),
    ...pick(module, ['created_at', 'updated_at']),
    ...version,
  };
}
