import { defineResource } from '../define/define-resource.ts';

/** Sets of permissions. The list leaves out the Dashboard's own roles, and `POST /roles` answers 200 (recorded traffic). */
export const roles = defineResource({
  type: 'roles',
  // With organization roles (early access), the list without the filter includes them (deploy CLI's pull request 1453). Older releases of
  // the API do not describe the parameter.
  list: { optionalQuery: { type: 'tenant' } },
  lookup: {
    query: { name_filter: '{key}', per_page: '100', include_totals: 'true' },
    optionalQuery: { type: 'tenant' },
  },
  // For answers that contain them in spite of the filter. Names are unique per owner.
  foreignMarkers: [{ type: 'organization' }],
  deleteLoses: 'its assignments to users and groups',
  // Auth0 publishes no maximum number of permissions, but limits a request body to 1 MB.
  relations: [
    { field: 'permissions', path: '/roles/{id}/permissions', batchSize: 100 },
    {
      field: 'groups',
      path: '/roles/{id}/groups',
      list: { paging: 'checkpoint' },
      itemField: 'id',
      itemIdField: 'id',
      batchSize: 50,
      // The API takes bare ids here (SDK types). The size of a batch is unproven.
      add: { encodeItem: ({ id = null }) => id },
      remove: { encodeItem: ({ id = null }) => id },
      alsoWrittenAt: '/groups/{item}/roles',
      scopeStem: 'group_roles',
    },
  ],
});
