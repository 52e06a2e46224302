import type { JsonObject } from '../../model/json/json-value.ts';
import { buildDeployedMembers, summarizeAction } from '../behaviour/actions/action-versions.ts';
import { listTriggerBindings, putTriggerBindings } from '../behaviour/actions/trigger-bindings.ts';
import { addTimestamps, makeFineTimestamp } from '../behaviour/timestamps.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getObjects, getString, omitInternal, toObject } from '../engine/json-objects.ts';
import { buildCountedPage } from '../engine/paging/counted-page.ts';
import { ACTION_TRIGGERS } from '../facts/action-triggers.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { notFound, Refusal } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import { ACTION_NOT_FOUND } from './action-endpoints.ts';

/** Bindings per trigger (published limit). */
const MAX_BINDINGS = 20;

const showBinding = (call: ApiCall, binding: JsonObject): JsonObject => {
  const { display_name, created_at, updated_at, ...ids } = omitInternal(binding);
  const action = getStoredObject(call.tenant, 'actions', getString(binding, '$action'));
  return {
    ...ids,
    action: { ...summarizeAction(action), ...buildDeployedMembers(call, action), all_changes_deployed: false },
    ...{ created_at: created_at ?? '', updated_at: updated_at ?? '', display_name: display_name ?? '' },
  };
};

function resolveAction(call: ApiCall, binding: JsonObject): JsonObject {
  const ref = getObject(binding, 'ref');
  const value = getString(ref, 'value');
  const all = call.tenant.state.getCollection('actions');
  const findBinding = () =>
    listTriggerBindings(call, getPathParameter(call, 'triggerId')).find((one) => getString(one, 'id') === value);
  const byType: Record<string, () => JsonObject | undefined> = {
    action_id: () => all.get(value),
    action_name: () => [...all.entries()].find((entry) => getString(entry.value, 'name') === value)?.value,
    binding_id: () => all.get(getString(findBinding() ?? {}, '$action')),
  };
  const action = byType[getString(ref, 'type') || 'action_name']?.();
  if (action === undefined) throw notFound(ACTION_NOT_FOUND.message);
  return action;
}

function checkBindable(call: ApiCall, action: JsonObject): void {
  const trigger = getPathParameter(call, 'triggerId');
  if (!getObjects(action, 'supported_triggers').some((supported) => getString(supported, 'id') === trigger))
    throw new Refusal(400, `The action "${getString(action, 'name')}" does not support the trigger ${trigger}.`);
  if (getString(action, '$deployed') === '')
    throw new Refusal(400, `The action "${getString(action, 'name')}" must be deployed before it can be bound.`);
}

/** Replaces all bindings of a trigger. Every binding gets a new id (recorded traffic). */
function replaceBindings(call: ApiCall): Answer {
  const trigger = getPathParameter(call, 'triggerId');
  const sent = getObjects(toObject(call.body), 'bindings');
  if (sent.length > MAX_BINDINGS) throw new Refusal(400, `A trigger has at most ${MAX_BINDINGS} bindings.`);
  const bindings = sent.map((binding) => {
    const action = resolveAction(call, binding);
    checkBindable(call, action);
    return addTimestamps(
      call,
      {
        id: call.tenant.ids.makeUuid(),
        trigger_id: trigger,
        display_name: getString(binding, 'display_name') || getString(action, 'name'),
        $action: getString(action, 'id'),
      },
      makeFineTimestamp(call, 6),
    );
  });
  putTriggerBindings(call, trigger, bindings);
  return answerOk({ bindings: bindings.map((binding) => showBinding(call, binding)) });
}

const PATH = '/actions/triggers/{triggerId}/bindings';

const routes: readonly Route[] = [
  { method: 'GET', path: '/actions/triggers', scopes: ['read:actions'], handle: () => answerOk({ triggers: ACTION_TRIGGERS }) },
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:actions'],
    handle: (call) => {
      const rows = listTriggerBindings(call, getPathParameter(call, 'triggerId'));
      return answerOk(buildCountedPage(call, 'bindings', rows, (binding) => showBinding(call, binding), 'sparse'));
    },
  },
  { method: 'PATCH', path: PATH, scopes: ['update:actions'], handle: replaceBindings },
];

export const triggerEndpoints: EndpointSet = { routes };
