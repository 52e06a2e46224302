import { type JsonObject, member } from '../../model/json.ts';
import { storedSecrets } from '../behaviour/action-drafts.ts';
import { MODULE_VERSIONS, makeModuleVersion, moduleVersionsOf, usersOfModule } from '../behaviour/module-versions.ts';
import { fineStamp, restamped, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/collection.ts';
import type { CollectionFacts, Verb } from '../engine/collection-facts.ts';
import { countedPage } from '../engine/counted-page.ts';
import { asObject, objectsOf, pick, textOf, visible, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { conflict, notFound, Refusal } from '../http/refusal.ts';

/** Published limit. */
const MAX_VERSIONS = 50;

const facts: CollectionFacts = {
  name: 'action-modules',
  path: '/actions/modules',
  idMember: 'id',
  newId: (call) => call.tenant.ids.uuid(),
  scopes: { read: ['read:actions'], create: ['create:actions'], update: ['update:actions'], delete: ['delete:actions'] },
  missing: { message: 'The action module does not exist.' },
  indexes: { name: (module) => [textOf(module, 'name')] },
  unique: [{ index: 'name', message: 'An action module with the same name already exists.' }],
  fill: (call, body) =>
    stamped(
      call,
      {
        dependencies: [],
        ...without(body, ['publish', 'api_version']),
        secrets: storedSecrets(call, body, []),
        all_changes_published: false,
      },
      fineStamp(call, 3),
    ),
  refine: (call, after, before, body) => {
    const secrets = Object.hasOwn(body, 'secrets') ? { secrets: storedSecrets(call, body, objectsOf(before, 'secrets')) } : {};
    return restamped(call, { ...after, ...secrets, all_changes_published: false }, fineStamp(call, 3));
  },
  created: (call, module, body) => (member(body, 'publish') === true ? publish(call, module).module : module),
  removing: (call, module) => {
    if (usersOfModule(call, textOf(module, 'id')).length > 0)
      throw new Refusal(412, 'The Actions Module cannot be deleted because it is in use by one or more actions.');
    for (const version of moduleVersionsOf(call, textOf(module, 'id')))
      call.tenant.state.collection(MODULE_VERSIONS).delete(textOf(version, 'id'));
  },
  show: shown,
};

function shown(call: Call, module: JsonObject, verb: Verb): JsonObject {
  const latest = moduleVersionsOf(call, textOf(module, 'id')).at(-1);
  const number = latest === undefined ? {} : { latest_version_number: member(latest, 'version_number') ?? 1 };
  const version = latest && {
    latest_version: pick(latest, ['id', 'version_number', 'code', 'dependencies', 'secrets']),
  };
  return {
    ...pick(module, ['id', 'name', 'code', 'dependencies', 'secrets', 'all_changes_published']),
    actions_using_module_total: usersOfModule(call, textOf(module, 'id')).length,
    ...(verb === 'list' ? number : {}),
    ...pick(module, ['created_at', 'updated_at']),
    ...version,
  };
}

function publish(call: Call, module: JsonObject): { readonly module: JsonObject; readonly version: JsonObject } {
  const version = makeModuleVersion(call, module);
  const after = { ...module, all_changes_published: true };
  call.tenant.state.collection(facts.name).put(textOf(module, 'id'), after);
  return { module: after, version };
}

function publishDraft(call: Call): Answer {
  const module = itemOf(facts, call);
  if (member(module, 'all_changes_published') === true) throw conflict('No draft version is available to publish.');
  if (moduleVersionsOf(call, textOf(module, 'id')).length >= MAX_VERSIONS)
    throw new Refusal(
      412,
      'Maximum number of module versions reached. Consolidate versions used in actions before creating new ones.',
    );
  return ok(visible(publish(call, module).version));
}

function versionOf(call: Call, id: string): JsonObject {
  const found = moduleVersionsOf(call, textOf(itemOf(facts, call), 'id')).find((version) => textOf(version, 'id') === id);
  if (found === undefined) throw notFound('The module or version does not exist.');
  return found;
}

function rollback(call: Call): Answer {
  const module = itemOf(facts, call);
  const version = versionOf(call, textOf(asObject(call.body), 'module_version_id'));
  const same = textOf(version, 'code') === textOf(module, 'code');
  if (same) throw conflict('The specified version is already the current draft version.');
  const draft = pick(version, ['code', 'dependencies', 'secrets']);
  const after = restamped(call, { ...module, ...draft, all_changes_published: false }, fineStamp(call, 3));
  call.tenant.state.collection(facts.name).put(textOf(module, 'id'), after);
  return ok(visible(shown(call, after, 'update')));
}

const read = (path: string, handle: (call: Call) => Answer): Route => ({ method: 'GET', path, scopes: ['read:actions'], handle });

const more: readonly Route[] = [
  read('/actions/modules', (call) => {
    const rows = [...call.tenant.state.collection(facts.name).entries()].map(({ value }) => value);
    return ok(countedPage(call, 'modules', rows, (module) => shown(call, module, 'list'), 'full'));
  }),
  read('/actions/modules/{id}/versions', (call) => {
    const rows = moduleVersionsOf(call, textOf(itemOf(facts, call), 'id')).toReversed();
    return ok(countedPage(call, 'versions', rows, visible, 'full'));
  }),
  read('/actions/modules/{id}/versions/{versionId}', (call) => ok(visible(versionOf(call, param(call, 'versionId'))))),
  read('/actions/modules/{id}/actions', (call) => {
    const rows = usersOfModule(call, textOf(itemOf(facts, call), 'id'));
    return ok(countedPage(call, 'actions', rows, (user) => user, 'sparse'));
  }),
  { method: 'POST', path: '/actions/modules/{id}/versions', scopes: ['update:actions'], handle: publishDraft },
  { method: 'POST', path: '/actions/modules/{id}/rollback', scopes: ['update:actions'], handle: rollback },
];

const made = collectionOf(facts, more);

export const actionModules: Resource = {
  routes: made.routes,
  indexes: { ...made.indexes, [MODULE_VERSIONS]: { parent: (version) => [textOf(version, 'module_id')] } },
};
