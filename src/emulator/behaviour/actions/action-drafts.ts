import { getObjectMember, isArray, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString } from '../../engine/json-objects.ts';
import { ACTION_RUNTIMES, getCurrentTriggerVersion, listTriggerVersions } from '../../facts/action-triggers.ts';
import { badRequest, Refusal } from '../../http/refusal.ts';
import { makeFineTimestamp } from '../timestamps.ts';

/**
 * Keeps the names of secrets; their values are never returned. A known secret sent without a value keeps its value.
 * Stricter than the API: a new secret needs a value.
 */
export function toStoredSecrets(call: ApiCall, sent: JsonObject, before: readonly JsonObject[]): readonly JsonObject[] {
  return getObjects(sent, 'secrets').map((secret, index) => {
    const name = getString(secret, 'name');
    const known = before.find((one) => getString(one, 'name') === name);
    if (getObjectMember(secret, 'value') === undefined && known !== undefined) return known;
    if (getObjectMember(secret, 'value') === undefined)
      throw badRequest(`Payload validation error: 'Missing required property: value' on property secrets[${index}].`);
    return { name, updated_at: makeFineTimestamp(call, 6) };
  });
}

export const readSupportedTriggers = (sent: JsonObject): readonly JsonObject[] =>
  getObjects(sent, 'supported_triggers').map((trigger) => {
    const id = getString(trigger, 'id');
    return { id, version: getString(trigger, 'version') || getCurrentTriggerVersion(id) };
  });

/** Stricter than the API: trigger versions and the runtime must exist. The API's own messages are not recorded. */
export function checkActionTarget(sent: JsonObject): void {
  for (const trigger of getObjects(sent, 'supported_triggers')) {
    const [id, version] = [getString(trigger, 'id'), getString(trigger, 'version')];
    if (version !== '' && !listTriggerVersions(id).includes(version))
      throw badRequest(`The trigger ${id} has no version ${version}.`);
  }
  const runtime = getString(sent, 'runtime');
  if (runtime !== '' && !ACTION_RUNTIMES.has(runtime)) throw badRequest(`The runtime ${runtime} does not exist.`);
}

/** Adds the name and version number of each used module (recorded traffic). */
export function resolveUsedModules(call: ApiCall, sent: JsonValue | undefined): JsonObject {
  if (!isArray(sent) || sent.length === 0) return {};
  return { modules: getObjects({ sent }, 'sent').map((used) => resolveUsedModule(call, used)) };
}

function resolveUsedModule(call: ApiCall, used: JsonObject): JsonObject {
  const { state } = call.tenant;
  const module = state.getCollection('action-modules').get(getString(used, 'module_id'));
  const version = state.getCollection('action-module-versions').get(getString(used, 'module_version_id'));
  if (module === undefined || version === undefined || getString(version, 'module_id') !== getString(module, 'id'))
    throw new Refusal(400, 'One or more of the modules or module versions do not exist.');
  return {
    module_id: getString(module, 'id'),
    module_name: getString(module, 'name'),
    module_version_id: getString(version, 'id'),
    module_version_number: getObjectMember(version, 'version_number') ?? 1,
  };
}
