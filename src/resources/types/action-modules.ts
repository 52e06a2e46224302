import { defineResource } from '../define.ts';

/** Code that several actions share. A change is a draft; actions use what is published. */
export const actionModules = defineResource({
  kind: 'collection',
  type: 'actionModules',
  noun: 'action module',
  key: ['name'],
  id: 'id',
  unique: true,
  path: '/actions/modules',
  list: { path: '/actions/modules', envelope: 'modules', paging: 'offset', pageSize: 100, totals: false },
  implied: { all_changes_published: true },
  effect: {
    field: 'all_changes_published',
    running: 'latest_version_number',
    send: { method: 'POST', path: '/actions/modules/{id}/versions' },
  },
  // A module keeps 50 versions, so one page shows them all.
  versions: {
    path: '/actions/modules/{id}/versions',
    query: { per_page: '50' },
    envelope: 'versions',
    number: 'version_number',
    id: 'id',
    newest: 'latest_version_number',
  },
  relations: [],
  system: [],
  heldBy: ['actions'],
  loses: 'its versions and its secrets',
  scopes: {
    read: ['read:actions'],
    // Publishing takes the right to update.
    create: ['create:actions', 'update:actions'],
    update: ['update:actions'],
    delete: ['delete:actions'],
  },
});
