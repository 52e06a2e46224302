import { defineResource } from '../resource-type.ts';

/** The list leaves out the Dashboard's own roles; `POST /roles` answers 200 (recorded traffic). */
export const roles = defineResource({
  kind: 'collection',
  type: 'roles',
  noun: 'role',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/roles',
  list: { path: '/roles', envelope: 'roles', paging: 'offset', pageSize: 100 },
  // The filter matches parts of a name without regard to case: what comes back is filtered again.
  lookup: { path: '/roles', query: { name_filter: '{key}', per_page: '100', include_totals: 'true' }, envelope: 'roles' },
  // Roles that an organization owns show up in the list of newer tenants. Names are unique per owner.
  systemMarkers: [],
  foreignMarkers: [{ type: 'organization' }],
  deleteLoses: 'its assignments to users and groups',
  relations: [
    {
      field: 'permissions',
      noun: 'permission',
      list: { path: '/roles/{id}/permissions', envelope: 'permissions', paging: 'offset', pageSize: 100 },
      // No batch size is published; a request body may have 1 MB.
      add: { method: 'POST', path: '/roles/{id}/permissions', bodyShape: { member: 'permissions' }, batchSize: 100 },
      remove: { method: 'DELETE', path: '/roles/{id}/permissions', bodyShape: { member: 'permissions' }, batchSize: 100 },
      scopes: { read: ['read:roles'], create: ['update:roles'], delete: ['update:roles'] },
    },
  ],
  scopes: { read: ['read:roles'], create: ['create:roles'], update: ['update:roles'], delete: ['delete:roles'] },
});
