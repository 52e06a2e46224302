import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { finishBuild, getBuildError, getBuildStatus, markUnbuilt, willBuild } from '../behaviour/actions/action-builds.ts';
import {
  checkActionTarget,
  readSupportedTriggers,
  resolveUsedModules,
  toStoredSecrets,
} from '../behaviour/actions/action-drafts.ts';
import {
  ACTION_VERSIONS,
  buildDeployedMembers,
  listActionVersions,
  makeActionVersion,
} from '../behaviour/actions/action-versions.ts';
import { refuseBoundAction, unbindAction } from '../behaviour/actions/trigger-bindings.ts';
import { addTimestamps, makeFineTimestamp, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, omit, omitInternal } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts, CollectionVerb } from '../engine/kinds/collection-facts.ts';
import { buildCountedPage } from '../engine/paging/counted-page.ts';
import { answerOk } from '../http/http-answer.ts';
import { Refusal } from '../http/refusal.ts';

export const ACTION_NOT_FOUND = { message: 'That action does not exist.' };
const MAX_ACTIONS = 100;

const actionFacts: CollectionFacts = {
  name: 'actions',
  path: '/actions/actions',
  idMember: 'id',
  makeId: (call) => call.tenant.ids.makeUuid(),
  scopes: { read: ['read:actions'], create: ['create:actions'], update: ['update:actions'], delete: ['delete:actions'] },
  missing: ACTION_NOT_FOUND,
  fill: (call, body) =>
    addTimestamps(
      call,
      {
        code: '',
        dependencies: [],
        runtime: 'node22',
        ...omit(body, ['deploy', 'secrets', 'modules']),
        supported_triggers: readSupportedTriggers(body),
        secrets: toStoredSecrets(call, body, []),
        ...resolveUsedModules(call, getObjectMember(body, 'modules')),
        ...markUnbuilt({}),
      },
      makeFineTimestamp(call, 6),
    ),
  refine: (call, after, before, body) => {
    const triggers = Object.hasOwn(body, 'supported_triggers') ? { supported_triggers: readSupportedTriggers(body) } : {};
    const secrets = Object.hasOwn(body, 'secrets') ? { secrets: toStoredSecrets(call, body, getObjects(before, 'secrets')) } : {};
    const kept = Object.hasOwn(body, 'modules') ? omit(after, ['modules']) : after;
    const modules = Object.hasOwn(body, 'modules') ? resolveUsedModules(call, getObjectMember(body, 'modules')) : {};
    const changed = markUnbuilt({ ...kept, ...triggers, ...secrets, ...modules });
    return updateTimestamp(call, changed, makeFineTimestamp(call, 6));
  },
  check: (call, _action, before, body) => {
    checkActionTarget(body);
    if (before === undefined && call.tenant.state.getCollection('actions').size >= MAX_ACTIONS)
      throw new Refusal(403, 'You reached the limit of entities of this type for this tenant.');
  },
  afterCreate: (call, action, body) =>
    getObjectMember(body, 'deploy') === true && willBuild(call, action) ? deployAction(call, action) : action,
  beforeDelete: (call, action) => {
    if (call.query.getBoolean('force') === true) unbindAction(call, getString(action, 'id'));
    refuseBoundAction(call, getString(action, 'id'));
    for (const version of listActionVersions(call, getString(action, 'id')))
      call.tenant.state.getCollection(ACTION_VERSIONS).delete(getString(version, 'id'));
  },
  show: showAction,
};

const MEMBERS_AT_END = ['secrets', 'modules', 'all_changes_deployed'];

function showAction(call: ApiCall, stored: JsonObject, verb: CollectionVerb): JsonObject {
  const action = verb === 'read' || verb === 'list' ? finishBuild(call, stored) : stored;
  const error = getBuildError(action);
  const { id, name, supported_triggers, created_at, updated_at, ...rest } = action;
  return {
    ...{ id: id ?? '', name: name ?? '', supported_triggers: supported_triggers ?? [] },
    ...{ created_at: created_at ?? '', updated_at: updated_at ?? '' },
    ...omit(rest, MEMBERS_AT_END),
    status: getBuildStatus(action),
    ...(error === undefined ? {} : { errors: [error] }),
    secrets: getObjectMember(action, 'secrets') ?? [],
    ...(getObjectMember(action, 'modules') === undefined ? {} : { modules: action.modules ?? [] }),
    ...buildDeployedMembers(call, action),
    all_changes_deployed: getObjectMember(action, 'all_changes_deployed') ?? false,
  };
}

export function deployAction(call: ApiCall, action: JsonObject, source: JsonObject = action): JsonObject {
  const version = makeActionVersion(call, action, source);
  const after = { ...omit(action, ['$pending']), all_changes_deployed: source === action, $deployed: getString(version, 'id') };
  call.tenant.state.getCollection('actions').put(getString(action, 'id'), after);
  return after;
}

function buildFilter(call: ApiCall): (action: JsonObject) => boolean {
  const [trigger, name, isDeployed] = [
    call.query.getString('triggerId'),
    call.query.getString('actionName'),
    call.query.getBoolean('deployed'),
  ];
  return (action) =>
    (trigger === undefined || getObjects(action, 'supported_triggers').some((one) => getString(one, 'id') === trigger)) &&
    (name === undefined || getString(action, 'name') === name) &&
    (isDeployed === undefined || (getObjectMember(action, '$deployed') !== undefined) === isDeployed) &&
    call.query.getBoolean('installed') !== true;
}

const listRoute: Route = {
  method: 'GET',
  path: '/actions/actions',
  scopes: ['read:actions'],
  handle: (call) => {
    const rows = [...call.tenant.state.getCollection('actions').entries()].map(({ value }) => value).filter(buildFilter(call));
    return answerOk(
      buildCountedPage(call, 'actions', rows, (action) => omitInternal(showAction(call, action, 'list')), 'sparse'),
    );
  },
};

export const actionEndpoints: EndpointSet = buildCollectionEndpoints(actionFacts, [listRoute]);
