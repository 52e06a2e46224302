import { defineResource } from '../define/define-resource.ts';

/** Sources of users. Since October 2025, more than 1,000 connections can only be read with checkpoint paging. */
export const connections = defineResource({
  type: 'connections',
  list: { paging: 'checkpoint' },
  lookup: { query: { name: '{key}', take: '100' } },
  deleteBlockedBy: ['organizations'],
  deleteLoses: 'all its users and their passwords',
  userCount: {
    path: '/users',
    query: {
      q: 'identities.connection:"{key}"',
      search_engine: 'v3',
      fields: 'user_id',
      include_totals: 'true',
      per_page: '1',
    },
    totalField: 'total',
    scopes: ['read:users', 'read:user_idp_tokens'],
  },
  aliases: [
    {
      type: 'databases',
      fields: { strategy: 'auth0' },
      deployCli: {
        files: [
          { path: 'database-connections/*/database.json', item: true },
          // The file name in versions before 2020.
          { path: 'database-connections/*/settings.json', item: true },
        ],
        exclusions: [{ setting: 'AUTH0_EXCLUDED_DATABASES', kind: 'all but' }],
      },
    },
  ],
  relations: [
    {
      field: 'enabled_clients',
      path: '/connections/{id}/clients',
      // The only list with pages of up to 1,000 (API reference).
      list: { paging: 'checkpoint', pageSize: 1000 },
      // Lists whole connections unless `fields` names what to list (API reference).
      listByItem: {
        path: '/clients/{item}/connections',
        list: { query: { fields: 'id', include_fields: 'true' } },
        isDense: true,
      },
      itemField: 'client_id',
      itemIdField: 'client_id',
      batchSize: 50,
      // One endpoint enables and disables; clients that the request does not name stay as they are.
      add: { method: 'PATCH', bodyShape: 'array', encodeItem: (item) => ({ ...item, status: true }) },
      remove: { method: 'PATCH', bodyShape: 'array', encodeItem: (item) => ({ ...item, status: false }) },
    },
    {
      field: 'scim_configuration',
      noun: 'SCIM configuration',
      singleItem: true,
      path: '/connections/{id}/scim-configuration',
      listAll: { path: '/connections-scim-configurations', envelope: 'scim_configurations', ownerField: 'connection_id' },
      scopeStem: 'scim_config',
    },
    {
      field: 'directory_provisioning_configuration',
      noun: 'directory provisioning',
      singleItem: true,
      appliesTo: { strategy: 'google-apps' },
      path: '/connections/{id}/directory-provisioning',
      listAll: {
        path: '/connections-directory-provisionings',
        envelope: 'directory_provisionings',
        ownerField: 'connection_id',
      },
      scopeStem: 'directory_provisionings',
    },
    {
      field: 'synchronized_groups',
      appliesTo: { strategy: 'google-apps' },
      path: '/connections/{id}/directory-provisioning/synchronized-groups',
      // Without directory provisioning the list answers 404 (unproven).
      list: { envelope: 'groups', paging: 'checkpoint', absentIsEmpty: true },
      itemIdField: 'id',
      // Terraform's provider sends 100 in a request.
      batchSize: 100,
      requiresRelation: 'directory_provisioning_configuration',
      scopeStem: 'directory_provisionings',
      scopes: { create: ['update:directory_provisionings'], delete: ['update:directory_provisionings'] },
    },
  ],
  deployCli: {
    exclusions: [
      { setting: 'AUTH0_EXCLUDED_CONNECTIONS', kind: 'all but' },
      { setting: 'AUTH0_INCLUDED_CONNECTIONS', kind: 'only' },
    ],
  },
});
