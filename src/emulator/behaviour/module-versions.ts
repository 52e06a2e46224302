import { type JsonObject, member } from '../../model/json.ts';
import type { Call } from '../engine/call.ts';
import { objectsOf, pick, textOf } from '../engine/objects.ts';
import { fineStamp } from './timestamps.ts';

export const MODULE_VERSIONS = 'action-module-versions';

export const moduleVersionsOf = (call: Call, module: string): readonly JsonObject[] =>
  call.tenant.state
    .collection(MODULE_VERSIONS)
    .find('parent', module)
    .map(({ value }) => value);

export function makeModuleVersion(call: Call, module: JsonObject): JsonObject {
  const latest = moduleVersionsOf(call, textOf(module, 'id')).at(-1);
  const version = {
    id: call.tenant.ids.uuid(),
    module_id: textOf(module, 'id'),
    version_number: Number(latest === undefined ? 0 : member(latest, 'version_number')) + 1,
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
