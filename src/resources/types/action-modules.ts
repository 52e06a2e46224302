import { defineResource } from '../define/define-resource.ts';

/** Code shared by several actions. An update saves a draft; actions only use published versions. */
export const actionModules = defineResource({
  type: 'actionModules',
  path: '/actions/modules',
  list: { totals: false },
  definitionDefaults: { all_changes_published: true },
  activation: {
    field: 'all_changes_published',
    activeMember: 'latest_version_number',
    request: { method: 'POST', path: '/actions/modules/{id}/versions' },
  },
  // The API keeps at most 50 versions of a module, so one page holds all of them.
  versions: {
    path: '/actions/modules/{id}/versions',
    query: { per_page: '50' },
    envelope: 'versions',
    number: 'version_number',
    id: 'id',
    latestNumberField: 'latest_version_number',
  },
  deleteBlockedBy: ['actions'],
  deleteLoses: 'its versions and its secrets',
  scopeStem: 'actions',
  // Publishing, which completes a create, needs the update scope.
  scopes: { create: ['create:actions', 'update:actions'] },
});
