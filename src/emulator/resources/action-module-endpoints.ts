import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { toStoredSecrets } from '../behaviour/actions/action-drafts.ts';
import {
  ACTION_MODULE_VERSIONS,
  ACTION_MODULES,
  listModuleUsers,
  listModuleVersions,
  publishModule,
  showModule,
} from '../behaviour/actions/module-versions.ts';
import { addTimestamps, makeFineTimestamp, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, omit } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { buildCountedPage } from '../engine/paging/counted-page.ts';
import { answerOk } from '../http/http-answer.ts';
import { Refusal } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: ACTION_MODULES,
  path: '/actions/modules',
  idMember: 'id',
  makeId: (call) => call.tenant.ids.makeUuid(),
  scopes: { read: ['read:actions'], create: ['create:actions'], update: ['update:actions'], delete: ['delete:actions'] },
  missing: { message: 'The action module does not exist.' },
  indexes: { name: (module) => [getString(module, 'name')] },
  unique: [{ index: 'name', message: 'An action module with the same name already exists.' }],
  fill: (call, body) =>
    addTimestamps(
      call,
      {
        dependencies: [],
        ...omit(body, ['publish', 'api_version']),
        secrets: toStoredSecrets(call, body, []),
        all_changes_published: false,
      },
      makeFineTimestamp(call, 3),
    ),
  refine: (call, after, before, body) => {
    const secrets = Object.hasOwn(body, 'secrets') ? { secrets: toStoredSecrets(call, body, getObjects(before, 'secrets')) } : {};
    return updateTimestamp(call, { ...after, ...secrets, all_changes_published: false }, makeFineTimestamp(call, 3));
  },
  afterCreate: (call, module, body) => (getObjectMember(body, 'publish') === true ? publishModule(call, module).module : module),
  beforeDelete: (call, module) => {
    if (listModuleUsers(call, getString(module, 'id')).length > 0)
      throw new Refusal(412, 'The Actions Module cannot be deleted because it is in use by one or more actions.');
    for (const version of listModuleVersions(call, getString(module, 'id')))
      call.tenant.state.getCollection(ACTION_MODULE_VERSIONS).delete(getString(version, 'id'));
  },
  show: showModule,
};

export const requireModule = (call: ApiCall): JsonObject => getItem(facts, call);

const READ = ['read:actions'];

const extraRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/actions/modules',
    scopes: READ,
    handle: (call) => {
      const rows = [...call.tenant.state.getCollection(ACTION_MODULES).entries()].map(({ value }) => value);
      return answerOk(buildCountedPage(call, 'modules', rows, (module) => showModule(call, module, 'list'), 'full'));
    },
  },
  {
    method: 'GET',
    path: '/actions/modules/{id}/actions',
    scopes: READ,
    handle: (call) => {
      const rows = listModuleUsers(call, getString(requireModule(call), 'id'));
      return answerOk(buildCountedPage(call, 'actions', rows, (user) => user, 'sparse'));
    },
  },
];

export const actionModuleEndpoints: EndpointSet = buildCollectionEndpoints(facts, extraRoutes);
