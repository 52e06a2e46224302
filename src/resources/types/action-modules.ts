import { defineResource } from '../resource-type.ts';

/** Code that several actions share. A change is a draft; actions use what is published. */
export const actionModules = defineResource({
  kind: 'collection',
  type: 'actionModules',
  noun: 'action module',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/actions/modules',
  list: { path: '/actions/modules', envelope: 'modules', paging: 'offset', pageSize: 100, totals: false },
  definitionDefaults: { all_changes_published: true },
  activation: {
    field: 'all_changes_published',
    activeMember: 'latest_version_number',
    request: { method: 'POST', path: '/actions/modules/{id}/versions' },
  },
  // A module keeps 50 versions, so one page shows them all.
  versions: {
    path: '/actions/modules/{id}/versions',
    query: { per_page: '50' },
    envelope: 'versions',
    number: 'version_number',
    id: 'id',
    latestNumberField: 'latest_version_number',
  },
  relations: [],
  systemMarkers: [],
  deleteBlockedBy: ['actions'],
  deleteLoses: 'its versions and its secrets',
  scopes: {
    read: ['read:actions'],
    // Publishing takes the right to update.
    create: ['create:actions', 'update:actions'],
    update: ['update:actions'],
    delete: ['delete:actions'],
  },
});
