import { getObjectMember, isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

/** Code that runs in flows. A change is built first, and runs once it is deployed. */
export const actions = defineResource({
  type: 'actions',
  path: '/actions/actions',
  list: { totals: false },
  lookup: { query: { actionName: '{key}', per_page: '100' } },
  definitionDefaults: { deployed: true },
  activation: {
    field: 'deployed',
    activeMember: 'deployed_version',
    waitUntil: { member: 'status', is: 'built', fails: ['failed'] },
    request: { method: 'POST', path: '/actions/actions/{id}/deploy' },
  },
  // An action with saved changes that nobody deployed counts as not deployed, because an older version is running.
  codec: {
    decode: (body) =>
      isObject(body)
        ? { ...mapModules(body, decodeModule), deployed: getObjectMember(body, 'all_changes_deployed') === true }
        : {},
    encode: (body) => mapModules(body, encodeModule),
  },
  // Without `force`, the API refuses to delete an action that an undeclared trigger still uses.
  deleteQuery: { force: 'true' },
  // Actions that a partner installed from the marketplace.
  foreignMarkers: [{ integration: '*' }],
  deleteBlockedBy: ['triggers'],
  deleteLoses: 'its versions, its secrets and its trigger bindings',
  // Deploying, which completes an update, needs the create scope.
  scopes: { update: ['update:actions', 'create:actions'] },
});

/** A definition refers to a module by name; the API uses two ids, of the module and of its version. */
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
