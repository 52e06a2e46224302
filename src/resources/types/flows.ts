import { defineResource } from '../define.ts';

/** Steps that forms run in the background. */
export const flows = defineResource({
  kind: 'collection',
  type: 'flows',
  noun: 'flow',
  key: ['name'],
  id: 'id',
  unique: false,
  path: '/flows',
  list: { path: '/flows', envelope: 'flows', paging: 'offset', pageSize: 100 },
  summaries: true,
  relations: [],
  system: [],
  loses: 'its executions',
  scopes: { read: ['read:flows'], create: ['create:flows'], update: ['update:flows'], delete: ['delete:flows'] },
});
