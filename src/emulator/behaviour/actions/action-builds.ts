import { getObjectMember, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString, omit } from '../../engine/json-objects.ts';
import { Refusal } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

/** Names of actions whose builds fail (`POST /_emulator/builds`). Code with syntax errors builds anyway (recorded traffic). */
const FAILING_BUILDS = 'failing-builds';

export const setBuildFailure = (tenant: EmulatedTenant, name: string, fails: boolean): void =>
  tenant.state.putSetting(FAILING_BUILDS, { ...tenant.state.getSetting(FAILING_BUILDS), [name]: fails });

/** Marks the draft as waiting for a build and clears an earlier build error. */
export const markUnbuilt = (action: JsonObject): JsonObject => ({
  ...omit(action, ['$failed']),
  all_changes_deployed: false,
  $pending: true,
});

/** Finishes a pending build. The API's builds have succeeded or failed by the time of the next read (recorded traffic). */
export function finishBuild(call: ApiCall, action: JsonObject): JsonObject {
  if (getObjectMember(action, '$pending') !== true) return action;
  const error = findBuildError(call.tenant, action);
  const after = { ...omit(action, ['$pending']), ...(error === undefined ? {} : { $failed: error }) };
  call.tenant.state.getCollection('actions').put(getString(action, 'id'), after);
  return after;
}

/** Returns the build error of the draft; `undefined` if it built. */
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

/** Whether the build will succeed: `deploy: true` on create has no effect on an action whose build fails. */
export const willBuild = (call: ApiCall, action: JsonObject): boolean => findBuildError(call.tenant, action) === undefined;

/** Names that npm allows. Every package with such a name counts as published. */
const PACKAGE_NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

function findBuildError(tenant: EmulatedTenant, action: JsonObject): JsonObject | undefined {
  const missing = getObjects(action, 'dependencies').find((dependency) => !PACKAGE_NAME.test(getString(dependency, 'name')));
  if (missing) return { id: 'invalid_dependency', msg: `Package not found: ${getString(missing, 'name')}`, url: '' };
  const shouldFail = getObjectMember(tenant.state.getSetting(FAILING_BUILDS) ?? {}, getString(action, 'name')) === true;
  return shouldFail
    ? { id: 'build_failed', msg: 'The build failed because POST /_emulator/builds requested it.', url: '' }
    : undefined;
}
