import type { JsonObject } from '../../model/json/json-value.ts';
import { requireBuilt } from '../behaviour/actions/action-builds.ts';
import { ACTION_VERSIONS, listActionVersions, showActionVersion, summarizeAction } from '../behaviour/actions/action-versions.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { buildCountedPage } from '../engine/paging/counted-page.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import { ACTION_NOT_FOUND, deployAction } from './action-endpoints.ts';

function requireAction(call: ApiCall, name: string): JsonObject {
  const found = call.tenant.state.getCollection('actions').get(getPathParameter(call, name));
  if (found === undefined) throw notFound(ACTION_NOT_FOUND.message);
  return found;
}

function requireVersion(call: ApiCall, action: JsonObject): JsonObject {
  const found = call.tenant.state.getCollection(ACTION_VERSIONS).get(getPathParameter(call, 'id'));
  if (found === undefined || getString(found, '$action') !== getString(action, 'id'))
    throw notFound('That action version does not exist.');
  return found;
}

/** Adds the action to a version, as lists and reads do. */
const showWithAction = (call: ApiCall, version: JsonObject): JsonObject => {
  const action = getStoredObject(call.tenant, 'actions', getString(version, '$action'));
  const isDeployed = getString(action, '$deployed') === getString(version, 'id');
  return { ...showActionVersion(version, isDeployed), action: { ...summarizeAction(action), all_changes_deployed: false } };
};

/** Answers a deployment. The response shows the new version as not yet deployed (recorded traffic). */
function answerDeployed(call: ApiCall, action: JsonObject): Answer {
  const version = getStoredObject(call.tenant, ACTION_VERSIONS, getString(action, '$deployed'));
  const { built_at: _built, ...shown } = showWithAction(call, version);
  return answerOk({ ...shown, deployed: false });
}

function deployDraft(call: ApiCall): Answer {
  const action = requireAction(call, 'id');
  requireBuilt(call, action);
  return answerDeployed(call, deployAction(call, action));
}

const DRAFT_MEMBERS = ['code', 'dependencies', 'secrets', 'modules', 'runtime'];

/** Deploys a copy of an earlier version. With `update_draft` the draft is reset to it as well. */
function deployVersion(call: ApiCall): Answer {
  const action = requireAction(call, 'actionId');
  const version = requireVersion(call, action);
  const body = typeof call.body === 'object' && call.body !== null && 'update_draft' in call.body ? call.body : {};
  const draft = body.update_draft === true ? { ...action, ...pickDraftMembers(version) } : action;
  return answerDeployed(call, deployAction(call, draft, body.update_draft === true ? draft : version));
}

const pickDraftMembers = (version: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(version).filter(([name]) => DRAFT_MEMBERS.includes(name)));

const PATH = '/actions/actions/{actionId}/versions';

const routes: readonly Route[] = [
  { method: 'POST', path: '/actions/actions/{id}/deploy', scopes: ['create:actions'], handle: deployDraft },
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:actions'],
    handle: (call) => {
      const rows = listActionVersions(call, getString(requireAction(call, 'actionId'), 'id')).toReversed();
      return answerOk(buildCountedPage(call, 'versions', rows, (version) => showWithAction(call, version), 'sparse'));
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{id}`,
    scopes: ['read:actions'],
    handle: (call) => answerOk(showWithAction(call, requireVersion(call, requireAction(call, 'actionId')))),
  },
  { method: 'POST', path: `${PATH}/{id}/deploy`, scopes: ['create:actions'], handle: deployVersion },
];

export const actionVersionEndpoints: EndpointSet = {
  routes,
  indexes: { [ACTION_VERSIONS]: { parent: (version) => [getString(version, '$action')] } },
};
