import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { buildError, settled, statusOf, unbuilt, willBuild } from '../behaviour/actions/action-builds.ts';
import { checkTarget, storedSecrets, supportedTriggers, usedModules } from '../behaviour/actions/action-drafts.ts';
import { deployedMembers, makeVersion, VERSIONS, versionsOf } from '../behaviour/actions/action-versions.ts';
import { refuseBoundAction, unbindAction } from '../behaviour/actions/trigger-bindings.ts';
import { fineStamp, restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call, Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts, Verb } from '../engine/kinds/collection-facts.ts';
import { objectsOf, textOf, visible, without } from '../engine/objects.ts';
import { countedPage } from '../engine/paging/counted-page.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { Refusal } from '../http/refusal.ts';

export const NO_ACTION = { message: 'That action does not exist.' };
const MAX_ACTIONS = 100;

const actionFacts: CollectionFacts = {
  name: 'actions',
  path: '/actions/actions',
  idMember: 'id',
  newId: (call) => call.tenant.ids.uuid(),
  scopes: { read: ['read:actions'], create: ['create:actions'], update: ['update:actions'], delete: ['delete:actions'] },
  missing: NO_ACTION,
  fill: (call, body) =>
    stamped(
      call,
      {
        code: '',
        dependencies: [],
        runtime: 'node22',
        ...without(body, ['deploy', 'secrets', 'modules']),
        supported_triggers: supportedTriggers(body),
        secrets: storedSecrets(call, body, []),
        ...usedModules(call, getObjectMember(body, 'modules')),
        ...unbuilt({}),
      },
      fineStamp(call, 6),
    ),
  refine: (call, after, before, body) => {
    const triggers = Object.hasOwn(body, 'supported_triggers') ? { supported_triggers: supportedTriggers(body) } : {};
    const secrets = Object.hasOwn(body, 'secrets') ? { secrets: storedSecrets(call, body, objectsOf(before, 'secrets')) } : {};
    const kept = Object.hasOwn(body, 'modules') ? without(after, ['modules']) : after;
    const modules = Object.hasOwn(body, 'modules') ? usedModules(call, getObjectMember(body, 'modules')) : {};
    const changed = unbuilt({ ...kept, ...triggers, ...secrets, ...modules });
    return restamped(call, changed, fineStamp(call, 6));
  },
  check: (call, _action, before, body) => {
    checkTarget(body);
    if (before === undefined && call.tenant.state.collection('actions').size >= MAX_ACTIONS)
      throw new Refusal(403, 'You reached the limit of entities of this type for this tenant.');
  },
  created: (call, action, body) =>
    getObjectMember(body, 'deploy') === true && willBuild(call, action) ? deployed(call, action) : action,
  removing: (call, action) => {
    if (call.query.flag('force') === true) unbindAction(call, textOf(action, 'id'));
    refuseBoundAction(call, textOf(action, 'id'));
    for (const version of versionsOf(call, textOf(action, 'id')))
      call.tenant.state.collection(VERSIONS).delete(textOf(version, 'id'));
  },
  show: shownAction,
};

const MEMBERS_AT_END = ['secrets', 'modules', 'all_changes_deployed'];

function shownAction(call: Call, stored: JsonObject, verb: Verb): JsonObject {
  const action = verb === 'read' || verb === 'list' ? settled(call, stored) : stored;
  const error = buildError(action);
  const { id, name, supported_triggers, created_at, updated_at, ...rest } = action;
  return {
    ...{ id: id ?? '', name: name ?? '', supported_triggers: supported_triggers ?? [] },
    ...{ created_at: created_at ?? '', updated_at: updated_at ?? '' },
    ...without(rest, MEMBERS_AT_END),
    status: statusOf(action),
    ...(error === undefined ? {} : { errors: [error] }),
    secrets: getObjectMember(action, 'secrets') ?? [],
    ...(getObjectMember(action, 'modules') === undefined ? {} : { modules: action.modules ?? [] }),
    ...deployedMembers(call, action),
    all_changes_deployed: getObjectMember(action, 'all_changes_deployed') ?? false,
  };
}

export function deployed(call: Call, action: JsonObject, source: JsonObject = action): JsonObject {
  const version = makeVersion(call, action, source);
  const after = { ...without(action, ['$pending']), all_changes_deployed: source === action, $deployed: textOf(version, 'id') };
  call.tenant.state.collection('actions').put(textOf(action, 'id'), after);
  return after;
}

function filter(call: Call): (action: JsonObject) => boolean {
  const [trigger, name, isDeployed] = [call.query.text('triggerId'), call.query.text('actionName'), call.query.flag('deployed')];
  return (action) =>
    (trigger === undefined || objectsOf(action, 'supported_triggers').some((one) => textOf(one, 'id') === trigger)) &&
    (name === undefined || textOf(action, 'name') === name) &&
    (isDeployed === undefined || (getObjectMember(action, '$deployed') !== undefined) === isDeployed) &&
    call.query.flag('installed') !== true;
}

const list: Route = {
  method: 'GET',
  path: '/actions/actions',
  scopes: ['read:actions'],
  handle: (call) => {
    const rows = [...call.tenant.state.collection('actions').entries()].map(({ value }) => value).filter(filter(call));
    return ok(countedPage(call, 'actions', rows, (action) => visible(shownAction(call, action, 'list')), 'sparse'));
  },
};

export const actions: Resource = collectionOf(actionFacts, [list]);
