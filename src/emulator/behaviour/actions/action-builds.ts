import { getObjectMember, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString, omit } from '../../engine/json-objects.ts';
import { Refusal } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

/** Names of actions whose drafts do not build (`POST /_emulator/builds`). Code that cannot be read builds all the same (recorded traffic). */
const FAILING_BUILDS = 'failing-builds';

export const setBuildFailure = (tenant: EmulatedTenant, name: string, fails: boolean): void =>
  tenant.state.putSetting(FAILING_BUILDS, { ...tenant.state.getSetting(FAILING_BUILDS), [name]: fails });

/** A draft that is to be built, whatever came of the one before. */
export const markUnbuilt = (action: JsonObject): JsonObject => ({
  ...omit(action, ['$failed']),
  all_changes_deployed: false,
  $pending: true,
});

/** A draft is built, or has failed to, by the time it is next looked at (recorded traffic). */
export function finishBuild(call: ApiCall, action: JsonObject): JsonObject {
  if (getObjectMember(action, '$pending') !== true) return action;
  const error = findBuildError(call.tenant, action);
  const after = { ...omit(action, ['$pending']), ...(error === undefined ? {} : { $failed: error }) };
  call.tenant.state.getCollection('actions').put(getString(action, 'id'), after);
  return after;
}

/** Why the draft could not be built. */
export const getBuildError = (action: JsonObject): JsonValue | undefined => getObjectMember(action, '$failed');

export function getBuildStatus(action: JsonObject): 'pending' | 'failed' | 'built' {
  if (getObjectMember(action, '$pending') === true) return 'pending';
  return getBuildError(action) === undefined ? 'built' : 'failed';
}

export function requireBuilt(call: ApiCall, action: JsonObject): void {
  const status = getBuildStatus(action);
  finishBuild(call, action);
  if (status !== 'built') throw new Refusal(400, "A draft must be in the 'built' state before it can be deployed.");
}

/** An order to deploy on create is followed only if there will be something to deploy. */
export const willBuild = (call: ApiCall, action: JsonObject): boolean => findBuildError(call.tenant, action) === undefined;

/** What npm can call a package. All that can be are taken as there. */
const PACKAGE_NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

function findBuildError(tenant: EmulatedTenant, action: JsonObject): JsonObject | undefined {
  const missing = getObjects(action, 'dependencies').find((dependency) => !PACKAGE_NAME.test(getString(dependency, 'name')));
  if (missing) return { id: 'invalid_dependency', msg: `Package not found: ${getString(missing, 'name')}`, url: '' };
  const shouldFail = getObjectMember(tenant.state.getSetting(FAILING_BUILDS) ?? {}, getString(action, 'name')) === true;
  return shouldFail ? { id: 'build_failed', msg: 'The build failed, as it was told to.', url: '' } : undefined;
}
