import { defineResource } from '../resource-type.ts';

/** Pages of one's own in the middle of a login. */
export const forms = defineResource({
  kind: 'collection',
  type: 'forms',
  noun: 'form',
  key: ['name'],
  idField: 'id',
  unique: false,
  path: '/forms',
  list: { path: '/forms', envelope: 'forms', paging: 'offset', pageSize: 100 },
  listsSummaries: true,
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its pages',
  scopes: { read: ['read:forms'], create: ['create:forms'], update: ['update:forms'], delete: ['delete:forms'] },
});
