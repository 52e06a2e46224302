import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  ACTION_MODULE_VERSIONS,
  ACTION_MODULES,
  listModuleVersions,
  publishModule,
  showModule,
} from '../behaviour/actions/module-versions.ts';
import { makeFineTimestamp, updateTimestamp } from '../behaviour/timestamps.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omitInternal, pick, toObject } from '../engine/json-objects.ts';
import { buildCountedPage } from '../engine/paging/counted-page.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { conflict, notFound, Refusal } from '../http/refusal.ts';
import { requireModule } from './action-module-endpoints.ts';

const PATH = '/actions/modules/{id}';
/** Versions per module (published limit). */
const MAX_VERSIONS = 50;

function publishDraft(call: ApiCall): Answer {
  const module = requireModule(call);
  if (getObjectMember(module, 'all_changes_published') === true) throw conflict('No draft version is available to publish.');
  if (listModuleVersions(call, getString(module, 'id')).length >= MAX_VERSIONS)
    throw new Refusal(
      412,
      'Maximum number of module versions reached. Consolidate versions used in actions before creating new ones.',
    );
  return answerOk(omitInternal(publishModule(call, module).version));
}

function requireVersion(call: ApiCall, id: string): JsonObject {
  const found = listModuleVersions(call, getString(requireModule(call), 'id')).find((version) => getString(version, 'id') === id);
  if (found === undefined) throw notFound('The module or version does not exist.');
  return found;
}

function rollBackDraft(call: ApiCall): Answer {
  const module = requireModule(call);
  const version = requireVersion(call, getString(toObject(call.body), 'module_version_id'));
  const same = getString(version, 'code') === getString(module, 'code');
  if (same) throw conflict('The specified version is already the current draft version.');
  const draft = pick(version, ['code', 'dependencies', 'secrets']);
  const after = updateTimestamp(call, { ...module, ...draft, all_changes_published: false }, makeFineTimestamp(call, 3));
  call.tenant.state.getCollection(ACTION_MODULES).put(getString(module, 'id'), after);
  return answerOk(omitInternal(showModule(call, after, 'update')));
}

function list(call: ApiCall): Answer {
  const rows = listModuleVersions(call, getString(requireModule(call), 'id')).toReversed();
  return answerOk(buildCountedPage(call, 'versions', rows, omitInternal, 'full'));
}

const READ = ['read:actions'];

const routes: readonly Route[] = [
  { method: 'GET', path: `${PATH}/versions`, scopes: READ, handle: list },
  {
    method: 'GET',
    path: `${PATH}/versions/{versionId}`,
    scopes: READ,
    handle: (call) => answerOk(omitInternal(requireVersion(call, getPathParameter(call, 'versionId')))),
  },
  { method: 'POST', path: `${PATH}/versions`, scopes: ['update:actions'], handle: publishDraft },
  { method: 'POST', path: `${PATH}/rollback`, scopes: ['update:actions'], handle: rollBackDraft },
];

export const actionModuleVersionEndpoints: EndpointSet = {
  routes,
  indexes: { [ACTION_MODULE_VERSIONS]: { parent: (version) => [getString(version, 'module_id')] } },
};
