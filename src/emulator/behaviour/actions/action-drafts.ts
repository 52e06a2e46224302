import { getObjectMember, isArray, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectsOf, textOf } from '../../engine/objects.ts';
import { currentVersionOf, RUNTIMES, versionsOfTrigger } from '../../facts/triggers.ts';
import { badRequest, Refusal } from '../../http/refusal.ts';
import { fineStamp } from '../timestamps.ts';

/** Values of secrets never come back; a name that is sent without a value keeps the one it had. Strict: a new name needs a value. */
export function storedSecrets(call: Call, sent: JsonObject, before: readonly JsonObject[]): readonly JsonObject[] {
  return objectsOf(sent, 'secrets').map((secret, index) => {
    const name = textOf(secret, 'name');
    const known = before.find((one) => textOf(one, 'name') === name);
    if (getObjectMember(secret, 'value') === undefined && known !== undefined) return known;
    if (getObjectMember(secret, 'value') === undefined)
      throw badRequest(`Payload validation error: 'Missing required property: value' on property secrets[${index}].`);
    return { name, updated_at: fineStamp(call, 6) };
  });
}

export const supportedTriggers = (sent: JsonObject): readonly JsonObject[] =>
  objectsOf(sent, 'supported_triggers').map((trigger) => {
    const id = textOf(trigger, 'id');
    return { id, version: textOf(trigger, 'version') || currentVersionOf(id) };
  });

/** Strict: what an action is made for and runs on must exist; the API's words are not recorded. */
export function checkTarget(sent: JsonObject): void {
  for (const trigger of objectsOf(sent, 'supported_triggers')) {
    const [id, version] = [textOf(trigger, 'id'), textOf(trigger, 'version')];
    if (version !== '' && !versionsOfTrigger(id).includes(version))
      throw badRequest(`The trigger ${id} has no version ${version}.`);
  }
  const runtime = textOf(sent, 'runtime');
  if (runtime !== '' && !RUNTIMES.has(runtime)) throw badRequest(`The runtime ${runtime} does not exist.`);
}

/** A used module is shown with its name and version number (recorded traffic). */
export function usedModules(call: Call, sent: JsonValue | undefined): JsonObject {
  if (!isArray(sent) || sent.length === 0) return {};
  return { modules: objectsOf({ sent }, 'sent').map((used) => usedModule(call, used)) };
}

function usedModule(call: Call, used: JsonObject): JsonObject {
  const { state } = call.tenant;
  const module = state.collection('action-modules').get(textOf(used, 'module_id'));
  const version = state.collection('action-module-versions').get(textOf(used, 'module_version_id'));
  if (module === undefined || version === undefined || textOf(version, 'module_id') !== textOf(module, 'id'))
    throw new Refusal(400, 'One or more of the modules or module versions do not exist.');
  return {
    module_id: textOf(module, 'id'),
    module_name: textOf(module, 'name'),
    module_version_id: textOf(version, 'id'),
    module_version_number: getObjectMember(version, 'version_number') ?? 1,
  };
}
