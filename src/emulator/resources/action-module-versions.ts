import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { MODULE_VERSIONS, MODULES, moduleVersionsOf, publishModule, shownModule } from '../behaviour/actions/module-versions.ts';
import { fineStamp, restamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, pick, textOf, visible } from '../engine/objects.ts';
import { countedPage } from '../engine/paging/counted-page.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { conflict, notFound, Refusal } from '../http/refusal.ts';
import { moduleOf } from './action-modules.ts';

const PATH = '/actions/modules/{id}';
/** Published limit. */
const MAX_VERSIONS = 50;

function publishDraft(call: Call): Answer {
  const module = moduleOf(call);
  if (getObjectMember(module, 'all_changes_published') === true) throw conflict('No draft version is available to publish.');
  if (moduleVersionsOf(call, textOf(module, 'id')).length >= MAX_VERSIONS)
    throw new Refusal(
      412,
      'Maximum number of module versions reached. Consolidate versions used in actions before creating new ones.',
    );
  return ok(visible(publishModule(call, module).version));
}

function versionOf(call: Call, id: string): JsonObject {
  const found = moduleVersionsOf(call, textOf(moduleOf(call), 'id')).find((version) => textOf(version, 'id') === id);
  if (found === undefined) throw notFound('The module or version does not exist.');
  return found;
}

function rollback(call: Call): Answer {
  const module = moduleOf(call);
  const version = versionOf(call, textOf(asObject(call.body), 'module_version_id'));
  const same = textOf(version, 'code') === textOf(module, 'code');
  if (same) throw conflict('The specified version is already the current draft version.');
  const draft = pick(version, ['code', 'dependencies', 'secrets']);
  const after = restamped(call, { ...module, ...draft, all_changes_published: false }, fineStamp(call, 3));
  call.tenant.state.collection(MODULES).put(textOf(module, 'id'), after);
  return ok(visible(shownModule(call, after, 'update')));
}

function list(call: Call): Answer {
  const rows = moduleVersionsOf(call, textOf(moduleOf(call), 'id')).toReversed();
  return ok(countedPage(call, 'versions', rows, visible, 'full'));
}

const READ = ['read:actions'];

const routes: readonly Route[] = [
  { method: 'GET', path: `${PATH}/versions`, scopes: READ, handle: list },
  {
    method: 'GET',
    path: `${PATH}/versions/{versionId}`,
    scopes: READ,
    handle: (call) => ok(visible(versionOf(call, param(call, 'versionId')))),
  },
  { method: 'POST', path: `${PATH}/versions`, scopes: ['update:actions'], handle: publishDraft },
  { method: 'POST', path: `${PATH}/rollback`, scopes: ['update:actions'], handle: rollback },
];

export const actionModuleVersions: Resource = {
  routes,
  indexes: { [MODULE_VERSIONS]: { parent: (version) => [textOf(version, 'module_id')] } },
};
