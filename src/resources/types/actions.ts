import { getObjectMember, isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

/** Code that runs in flows. A change is built first, and runs once it is deployed. */
export const actions = defineResource({
  kind: 'collection',
  type: 'actions',
  noun: 'action',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/actions/actions',
  list: { path: '/actions/actions', envelope: 'actions', paging: 'offset', pageSize: 100, totals: false },
  lookup: { path: '/actions/actions', query: { actionName: '{key}', per_page: '100' }, envelope: 'actions' },
  definitionDefaults: { deployed: true },
  activation: {
    field: 'deployed',
    activeMember: 'deployed_version',
    waitUntil: { member: 'status', is: 'built', fails: ['failed'] },
    request: { method: 'POST', path: '/actions/actions/{id}/deploy' },
  },
  // What somebody saved and did not deploy counts as not deployed: the version that runs is another one.
  codec: {
    decode: (body) =>
      isObject(body)
        ? { ...mapModules(body, decodeModule), deployed: getObjectMember(body, 'all_changes_deployed') === true }
        : {},
    encode: (body) => mapModules(body, encodeModule),
  },
  // Where it is bound to a trigger that nobody declares, it is taken out of there with it.
  deleteQuery: { force: 'true' },
  relations: [],
  systemMarkers: [],
  // Those that a partner installed from the marketplace.
  foreignMarkers: [{ integration: '*' }],
  deleteBlockedBy: ['triggers'],
  deleteLoses: 'its versions, its secrets and its place in triggers',
  scopes: {
    read: ['read:actions'],
    create: ['create:actions'],
    // Deploying takes the right to create.
    update: ['update:actions', 'create:actions'],
    delete: ['delete:actions'],
  },
});

/** A definition calls a module by its name, and the API knows it by ids: its own and that of the version. */
const decodeModule = ({ module_id = null, module_name: _, ...module }: JsonObject): JsonObject => ({
  ...module,
  module_name: module_id,
});

const encodeModule = ({ module_name = null, module_version_number = null }: JsonObject): JsonObject => ({
  module_id: module_name,
  module_version_id: module_version_number,
});

function mapModules(body: JsonObject, convert: (module: JsonObject) => JsonObject): JsonObject {
  const modules = getObjectMember(body, 'modules');
  return isArray(modules) ? { ...body, modules: modules.map((module) => (isObject(module) ? convert(module) : module)) } : body;
}
