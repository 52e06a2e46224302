import { defineResource } from '../define/define-resource.ts';

/** Sets of permissions. The list leaves out the Dashboard's own roles, and `POST /roles` answers 200 (recorded traffic). */
export const roles = defineResource({
  type: 'roles',
  lookup: { query: { name_filter: '{key}', per_page: '100', include_totals: 'true' } },
  // In newer tenants the list includes the roles of organizations. Names are unique per owner.
  foreignMarkers: [{ type: 'organization' }],
  deleteLoses: 'its assignments to users and groups',
  // Auth0 publishes no maximum number of permissions, but limits a request body to 1 MB.
  relations: [{ field: 'permissions', path: '/roles/{id}/permissions', batchSize: 100 }],
});
