import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString, pick } from '../../engine/json-objects.ts';
import type { CollectionVerb } from '../../engine/kinds/collection-facts.ts';
import { makeFineTimestamp } from '../timestamps.ts';

export const ACTION_MODULES = 'action-modules';
export const ACTION_MODULE_VERSIONS = 'action-module-versions';

export const listModuleVersions = (call: ApiCall, module: string): readonly JsonObject[] =>
  call.tenant.state
    .getCollection(ACTION_MODULE_VERSIONS)
    .find('parent', module)
    .map(({ value }) => value);

function makeModuleVersion(call: ApiCall, module: JsonObject): JsonObject {
  const latest = listModuleVersions(call, getString(module, 'id')).at(-1);
  const version = {
    id: call.tenant.ids.makeUuid(),
    module_id: getString(module, 'id'),
    version_number: Number(latest === undefined ? 0 : getObjectMember(latest, 'version_number')) + 1,
    ...pick(module, ['code', 'secrets', 'dependencies']),
    created_at: makeFineTimestamp(call, 3),
  };
  call.tenant.state.getCollection(ACTION_MODULE_VERSIONS).put(version.id, version);
  return version;
}

/** Lists the actions whose drafts use a version of the module. */
export function listModuleUsers(call: ApiCall, module: string): readonly JsonObject[] {
  return [...call.tenant.state.getCollection('actions').entries()].flatMap(({ id, value }) =>
    getObjects(value, 'modules')
      .filter((used) => getString(used, 'module_id') === module)
      .map((used) => ({
        action_id: id,
        action_name: getString(value, 'name'),
        ...pick(used, ['module_version_id', 'module_version_number']),
      })),
  );
}

export function publishModule(call: ApiCall, module: JsonObject): { readonly module: JsonObject; readonly version: JsonObject } {
  const version = makeModuleVersion(call, module);
  const after = { ...module, all_changes_published: true };
  call.tenant.state.getCollection(ACTION_MODULES).put(getString(module, 'id'), after);
  return { module: after, version };
}

export function showModule(call: ApiCall, module: JsonObject, verb: CollectionVerb): JsonObject {
  const latest = listModuleVersions(call, getString(module, 'id')).at(-1);
  const number = latest === undefined ? {} : { latest_version_number: getObjectMember(latest, 'version_number') ?? 1 };
  const version = latest && {
    latest_version: pick(latest, ['id', 'version_number', 'code', 'dependencies', 'secrets']),
  };
  return {
    ...pick(module, ['id', 'name', 'code', 'dependencies', 'secrets', 'all_changes_published']),
    actions_using_module_total: listModuleUsers(call, getString(module, 'id')).length,
    ...(verb === 'list' ? number : {}),
    ...pick(module, ['created_at', 'updated_at']),
    ...version,
  };
}
