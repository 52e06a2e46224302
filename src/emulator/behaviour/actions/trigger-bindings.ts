import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString } from '../../engine/json-objects.ts';
import { ACTION_TRIGGER_IDS } from '../../facts/action-triggers.ts';
import { Refusal } from '../../http/refusal.ts';

const getSettingName = (trigger: string): string => `trigger-bindings/${trigger}`;

export const listTriggerBindings = (call: ApiCall, trigger: string): readonly JsonObject[] =>
  getObjects(call.tenant.state.getSetting(getSettingName(trigger)) ?? {}, 'bindings');

export const putTriggerBindings = (call: ApiCall, trigger: string, bindings: readonly JsonObject[]): void =>
  call.tenant.state.putSetting(getSettingName(trigger), { bindings });

const isBoundTo = (action: string) => (binding: JsonObject) => getString(binding, '$action') === action;

/**
 * Refuses to delete an action that is bound to a trigger. Stricter than the API may be: token exchange profiles and event
 * streams that use the action count, too. The API's status and messages are not recorded.
 */
export function refuseBoundAction(call: ApiCall, action: string): void {
  if (ACTION_TRIGGER_IDS.some((trigger) => listTriggerBindings(call, trigger).some(isBoundTo(action))))
    throw new Refusal(400, 'The action is bound to a trigger. Unbind it before deleting it.');
  const profiles = call.tenant.state.getCollection('token-exchange-profiles').find('action', action);
  const streams = call.tenant.state.getCollection('event-streams').find('action', action);
  if (profiles.length + streams.length > 0)
    throw new Refusal(400, 'The action is in use. Delete the profiles and streams that use it first.');
}

export function unbindAction(call: ApiCall, action: string): void {
  for (const trigger of ACTION_TRIGGER_IDS) {
    const bindings = listTriggerBindings(call, trigger);
    const kept = bindings.filter((binding) => !isBoundTo(action)(binding));
    if (kept.length < bindings.length) putTriggerBindings(call, trigger, kept);
  }
}
