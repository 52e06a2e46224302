import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { storedSecrets } from '../behaviour/actions/action-drafts.ts';
import {
  MODULE_VERSIONS,
  MODULES,
  moduleVersionsOf,
  publishModule,
  shownModule,
  usersOfModule,
} from '../behaviour/actions/module-versions.ts';
import { fineStamp, restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call, Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectsOf, textOf, without } from '../engine/objects.ts';
import { countedPage } from '../engine/paging/counted-page.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { Refusal } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: MODULES,
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
  created: (call, module, body) => (getObjectMember(body, 'publish') === true ? publishModule(call, module).module : module),
  removing: (call, module) => {
    if (usersOfModule(call, textOf(module, 'id')).length > 0)
      throw new Refusal(412, 'The Actions Module cannot be deleted because it is in use by one or more actions.');
    for (const version of moduleVersionsOf(call, textOf(module, 'id')))
      call.tenant.state.collection(MODULE_VERSIONS).delete(textOf(version, 'id'));
  },
  show: shownModule,
};

export const moduleOf = (call: Call): JsonObject => itemOf(facts, call);

const READ = ['read:actions'];

const more: readonly Route[] = [
  {
    method: 'GET',
    path: '/actions/modules',
    scopes: READ,
    handle: (call) => {
      const rows = [...call.tenant.state.collection(MODULES).entries()].map(({ value }) => value);
      return ok(countedPage(call, 'modules', rows, (module) => shownModule(call, module, 'list'), 'full'));
    },
  },
  {
    method: 'GET',
    path: '/actions/modules/{id}/actions',
    scopes: READ,
    handle: (call) => {
      const rows = usersOfModule(call, textOf(moduleOf(call), 'id'));
      return ok(countedPage(call, 'actions', rows, (user) => user, 'sparse'));
    },
  },
];

export const actionModules: Resource = collectionOf(facts, more);
