import { defineResource } from './define.ts';

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
