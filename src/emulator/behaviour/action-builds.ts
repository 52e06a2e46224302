import { Script } from 'node:vm';
import { type JsonObject, type JsonValue, member } from '../../model/json.ts';
import type { Call } from '../engine/call.ts';
import { textOf, without } from '../engine/objects.ts';

/** Takes a draft as built, or as failed where its code cannot be read. Packages are taken as there; nothing is ever run. */
export function build(call: Call, action: JsonObject): JsonObject {
  const error = syntaxError(textOf(action, 'code'));
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

function syntaxError(code: string): JsonObject | undefined {
  try {
    new Script(`(function (exports, require, module) {${code}\n})`);
    return undefined;
  } catch (error) {
    return { id: 'syntax_error', msg: String(error), url: '' };
  }
}
