import { defineResource } from '../resource-type.ts';

/** Steps that forms run in the background. */
export const flows = defineResource({
  kind: 'collection',
  type: 'flows',
  noun: 'flow',
  key: ['name'],
  idField: 'id',
  unique: false,
  path: '/flows',
  list: { path: '/flows', envelope: 'flows', paging: 'offset', pageSize: 100 },
  listsSummaries: true,
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its executions',
  scopes: { read: ['read:flows'], create: ['create:flows'], update: ['update:flows'], delete: ['delete:flows'] },
});
