import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectsOf, textOf } from '../../engine/objects.ts';
import { TRIGGER_IDS } from '../../facts/triggers.ts';
import { Refusal } from '../../http/refusal.ts';

const settingOf = (trigger: string): string => `trigger-bindings/${trigger}`;

export const bindingsOf = (call: Call, trigger: string): readonly JsonObject[] =>
  objectsOf(call.tenant.state.setting(settingOf(trigger)) ?? {}, 'bindings');

export const putBindings = (call: Call, trigger: string, bindings: readonly JsonObject[]): void =>
  call.tenant.state.putSetting(settingOf(trigger), { bindings });

const isOf = (action: string) => (binding: JsonObject) => textOf(binding, '$action') === action;

/** Strict: also for what names the action without being a trigger; which status the API gives is not recorded. */
export function refuseBoundAction(call: Call, action: string): void {
  if (TRIGGER_IDS.some((trigger) => bindingsOf(call, trigger).some(isOf(action))))
    throw new Refusal(400, 'The action is bound to a trigger. Unbind it before it is deleted.');
  const profiles = call.tenant.state.collection('token-exchange-profiles').find('action', action);
  const streams = call.tenant.state.collection('event-streams').find('action', action);
  if (profiles.length + streams.length > 0)
    throw new Refusal(400, 'The action is in use. Delete what refers to it before it is deleted.');
}

export function unbindAction(call: Call, action: string): void {
  for (const trigger of TRIGGER_IDS) {
    const bindings = bindingsOf(call, trigger);
    const kept = bindings.filter((binding) => !isOf(action)(binding));
    if (kept.length < bindings.length) putBindings(call, trigger, kept);
  }
}
