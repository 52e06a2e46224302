import type { JsonObject } from '../../model/json/json-value.ts';
import { deployedMembers, embeddedAction } from '../behaviour/actions/action-versions.ts';
import { bindingsOf, putBindings } from '../behaviour/actions/trigger-bindings.ts';
import { fineStamp, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, objectOf, objectsOf, textOf, visible } from '../engine/objects.ts';
import { countedPage } from '../engine/paging/counted-page.ts';
import type { Resource } from '../engine/resource.ts';
import { TRIGGERS } from '../facts/triggers.ts';
import { type Answer, ok } from '../http/answer.ts';
import { notFound, Refusal } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';
import { NO_ACTION } from './actions.ts';

/** Published limit. */
const MAX_BINDINGS = 20;

const shown = (call: Call, binding: JsonObject): JsonObject => {
  const { display_name, created_at, updated_at, ...ids } = visible(binding);
  const action = need(call.tenant, 'actions', textOf(binding, '$action'));
  return {
    ...ids,
    action: { ...embeddedAction(action), ...deployedMembers(call, action), all_changes_deployed: false },
    ...{ created_at: created_at ?? '', updated_at: updated_at ?? '', display_name: display_name ?? '' },
  };
};

function referredAction(call: Call, binding: JsonObject): JsonObject {
  const ref = objectOf(binding, 'ref');
  const value = textOf(ref, 'value');
  const all = call.tenant.state.collection('actions');
  const bound = () => bindingsOf(call, param(call, 'triggerId')).find((one) => textOf(one, 'id') === value);
  const byType: Record<string, () => JsonObject | undefined> = {
    action_id: () => all.get(value),
    action_name: () => [...all.entries()].find((entry) => textOf(entry.value, 'name') === value)?.value,
    binding_id: () => all.get(textOf(bound() ?? {}, '$action')),
  };
  const action = byType[textOf(ref, 'type') || 'action_name']?.();
  if (action === undefined) throw notFound(NO_ACTION.message);
  return action;
}

function checkBindable(call: Call, action: JsonObject): void {
  const trigger = param(call, 'triggerId');
  if (!objectsOf(action, 'supported_triggers').some((supported) => textOf(supported, 'id') === trigger))
    throw new Refusal(400, `The action "${textOf(action, 'name')}" does not support the trigger ${trigger}.`);
  if (textOf(action, '$deployed') === '')
    throw new Refusal(400, `The action "${textOf(action, 'name')}" must be deployed before it can be bound.`);
}

/** The whole list in its order; every binding gets a new id (recorded traffic). */
function replace(call: Call): Answer {
  const trigger = param(call, 'triggerId');
  const sent = objectsOf(asObject(call.body), 'bindings');
  if (sent.length > MAX_BINDINGS) throw new Refusal(400, `A trigger has at most ${MAX_BINDINGS} bindings.`);
  const bindings = sent.map((binding) => {
    const action = referredAction(call, binding);
    checkBindable(call, action);
    return stamped(
      call,
      {
        id: call.tenant.ids.uuid(),
        trigger_id: trigger,
        display_name: textOf(binding, 'display_name') || textOf(action, 'name'),
        $action: textOf(action, 'id'),
      },
      fineStamp(call, 6),
    );
  });
  putBindings(call, trigger, bindings);
  return ok({ bindings: bindings.map((binding) => shown(call, binding)) });
}

const PATH = '/actions/triggers/{triggerId}/bindings';

const routes: readonly Route[] = [
  { method: 'GET', path: '/actions/triggers', scopes: ['read:actions'], handle: () => ok({ triggers: TRIGGERS }) },
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:actions'],
    handle: (call) => {
      const rows = bindingsOf(call, param(call, 'triggerId'));
      return ok(countedPage(call, 'bindings', rows, (binding) => shown(call, binding), 'sparse'));
    },
  },
  { method: 'PATCH', path: PATH, scopes: ['update:actions'], handle: replace },
];

export const triggers: Resource = { routes };
