import { getObjectMember, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectsOf, textOf, without } from '../../engine/objects.ts';
import { Refusal } from '../../http/refusal.ts';
import type { Tenant } from '../../state/tenant.ts';

/** Names of actions whose drafts do not build (`POST /_emulator/builds`). Code that cannot be read builds all the same (recorded traffic). */
const FAILING = 'failing-builds';

export const failBuilds = (tenant: Tenant, name: string, fails: boolean): void =>
  tenant.state.putSetting(FAILING, { ...tenant.state.setting(FAILING), [name]: fails });

/** A draft that is to be built, whatever came of the one before. */
export const unbuilt = (action: JsonObject): JsonObject => ({
  ...without(action, ['$failed']),
  all_changes_deployed: false,
  $pending: true,
});

/** A draft is built, or has failed to, by the time it is next looked at (recorded traffic). */
export function settled(call: Call, action: JsonObject): JsonObject {
  if (getObjectMember(action, '$pending') !== true) return action;
  const error = errorOf(call.tenant, action);
  const after = { ...without(action, ['$pending']), ...(error === undefined ? {} : { $failed: error }) };
  call.tenant.state.collection('actions').put(textOf(action, 'id'), after);
  return after;
}

/** Why the draft could not be built. */
export const buildError = (action: JsonObject): JsonValue | undefined => getObjectMember(action, '$failed');

export function statusOf(action: JsonObject): 'pending' | 'failed' | 'built' {
  if (getObjectMember(action, '$pending') === true) return 'pending';
  return buildError(action) === undefined ? 'built' : 'failed';
}

export function requireBuilt(call: Call, action: JsonObject): void {
  const status = statusOf(action);
  settled(call, action);
  if (status !== 'built') throw new Refusal(400, "A draft must be in the 'built' state before it can be deployed.");
}

/** An order to deploy on create is followed only if there will be something to deploy. */
export const willBuild = (call: Call, action: JsonObject): boolean => errorOf(call.tenant, action) === undefined;

/** What npm can call a package. All that can be are taken as there. */
const PACKAGE = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

function errorOf(tenant: Tenant, action: JsonObject): JsonObject | undefined {
  const missing = objectsOf(action, 'dependencies').find((one) => !PACKAGE.test(textOf(one, 'name')));
  if (missing) return { id: 'invalid_dependency', msg: `Package not found: ${textOf(missing, 'name')}`, url: '' };
  const isToFail = getObjectMember(tenant.state.setting(FAILING) ?? {}, textOf(action, 'name')) === true;
  return isToFail ? { id: 'build_failed', msg: 'The build failed, as it was told to.', url: '' } : undefined;
}
