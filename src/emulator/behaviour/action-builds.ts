import { type JsonObject, member } from '../../model/json.ts';
import type { Call } from '../engine/call.ts';
import { textOf, without } from '../engine/objects.ts';
import { Refusal } from '../http/refusal.ts';
import type { Tenant } from '../state/tenant.ts';

/** Names of actions whose drafts do not build (`POST /_emulator/builds`). Code is never run, so nothing else can go wrong. */
const FAILING = 'failing-builds';

export const failBuilds = (tenant: Tenant, name: string, fails: boolean): void =>
  tenant.state.putSetting(FAILING, { ...tenant.state.setting(FAILING), [name]: fails });

const fails = (tenant: Tenant, action: JsonObject): boolean =>
  member(tenant.state.setting(FAILING) ?? {}, textOf(action, 'name')) === true;

/** A draft is built, or has failed to, by the time it is next looked at (recorded traffic). */
export function settled(call: Call, action: JsonObject): JsonObject {
  if (member(action, '$pending') !== true) return action;
  const looked = without(action, ['$pending']);
  const after = fails(call.tenant, action) ? { ...looked, $failed: true } : looked;
  call.tenant.state.collection('actions').put(textOf(action, 'id'), after);
  return after;
}

export function statusOf(action: JsonObject): 'pending' | 'failed' | 'built' {
  if (member(action, '$pending') === true) return 'pending';
  return member(action, '$failed') === true ? 'failed' : 'built';
}

export function requireBuilt(call: Call, action: JsonObject): void {
  const status = statusOf(action);
  settled(call, action);
  if (status !== 'built') throw new Refusal(400, "A draft must be in the 'built' state before it can be deployed.");
}

/** An order to deploy on create is followed only if there will be something to deploy. */
export const willBuild = (call: Call, action: JsonObject): boolean => !fails(call.tenant, action);
