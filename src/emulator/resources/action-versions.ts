import type { JsonObject } from '../../model/json/json-value.ts';
import { requireBuilt } from '../behaviour/actions/action-builds.ts';
import { embeddedAction, shownVersion, VERSIONS, versionsOf } from '../behaviour/actions/action-versions.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { textOf } from '../engine/objects.ts';
import { countedPage } from '../engine/paging/counted-page.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';
import { deployed, NO_ACTION } from './actions.ts';

function actionOf(call: Call, name: string): JsonObject {
  const found = call.tenant.state.collection('actions').get(param(call, name));
  if (found === undefined) throw notFound(NO_ACTION.message);
  return found;
}

function versionOf(call: Call, action: JsonObject): JsonObject {
  const found = call.tenant.state.collection(VERSIONS).get(param(call, 'id'));
  if (found === undefined || textOf(found, '$action') !== textOf(action, 'id'))
    throw notFound('That action version does not exist.');
  return found;
}

/** As lists and reads show it: with the action it is of. */
const full = (call: Call, version: JsonObject): JsonObject => {
  const action = need(call.tenant, 'actions', textOf(version, '$action'));
  const isDeployed = textOf(action, '$deployed') === textOf(version, 'id');
  return { ...shownVersion(version, isDeployed), action: { ...embeddedAction(action), all_changes_deployed: false } };
};

/** The answer shows the new version as it was a moment before it was live (recorded traffic). */
function deployedAnswer(call: Call, action: JsonObject): Answer {
  const version = need(call.tenant, VERSIONS, textOf(action, '$deployed'));
  const { built_at: _built, ...shown } = full(call, version);
  return ok({ ...shown, deployed: false });
}

function deploy(call: Call): Answer {
  const action = actionOf(call, 'id');
  requireBuilt(call, action);
  return deployedAnswer(call, deployed(call, action));
}

const DRAFT_MEMBERS = ['code', 'dependencies', 'secrets', 'modules', 'runtime'];

/** Back to an earlier version, as a new one; with `update_draft` the draft goes back, too. */
function redeploy(call: Call): Answer {
  const action = actionOf(call, 'actionId');
  const version = versionOf(call, action);
  const body = typeof call.body === 'object' && call.body !== null && 'update_draft' in call.body ? call.body : {};
  const draft = body.update_draft === true ? { ...action, ...membersOf(version) } : action;
  return deployedAnswer(call, deployed(call, draft, body.update_draft === true ? draft : version));
}

const membersOf = (version: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(version).filter(([name]) => DRAFT_MEMBERS.includes(name)));

const PATH = '/actions/actions/{actionId}/versions';

const routes: readonly Route[] = [
  { method: 'POST', path: '/actions/actions/{id}/deploy', scopes: ['create:actions'], handle: deploy },
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:actions'],
    handle: (call) => {
      const rows = versionsOf(call, textOf(actionOf(call, 'actionId'), 'id')).toReversed();
      return ok(countedPage(call, 'versions', rows, (version) => full(call, version), 'sparse'));
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{id}`,
    scopes: ['read:actions'],
    handle: (call) => ok(full(call, versionOf(call, actionOf(call, 'actionId')))),
  },
  { method: 'POST', path: `${PATH}/{id}/deploy`, scopes: ['create:actions'], handle: redeploy },
];

export const actionVersions: Resource = {
  routes,
  indexes: { [VERSIONS]: { parent: (version) => [textOf(version, '$action')] } },
};
