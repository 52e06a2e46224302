import { type JsonObject, type JsonValue, member } from '../../model/json.ts';
import type { Call } from '../engine/call.ts';
import { objectsOf, textOf, without } from '../engine/objects.ts';

/** Takes a draft as built, or as failed where it names a package that cannot be. Code that cannot be read builds all the same (recorded traffic). */
export function build(call: Call, action: JsonObject): JsonObject {
  const error = missingPackage(action);
  const built = { ...without(action, ['$pending']), ...(error === undefined ? {} : { $failed: error }) };
  call.tenant.state.collection('actions').put(textOf(action, 'id'), built);
  return built;
}

/** A draft that is to be built, whatever came of the one before. */
export const unbuilt = (action: JsonObject): JsonObject => ({
  ...without(action, ['$failed']),
  all_changes_deployed: false,
  $pending: true,
});

/** Why the draft could not be built. */
export const buildError = (action: JsonObject): JsonValue | undefined => member(action, '$failed');

/** What npm can call a package. All that can be are taken as there. */
const PACKAGE = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

function missingPackage(action: JsonObject): JsonObject | undefined {
  const missing = objectsOf(action, 'dependencies').find((one) => !PACKAGE.test(textOf(one, 'name')));
  return missing && { id: 'invalid_dependency', msg: `Package not found: ${textOf(missing, 'name')}`, url: '' };
}
