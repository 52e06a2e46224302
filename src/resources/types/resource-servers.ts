import { defineResource } from '../resource-type.ts';

export const resourceServers = defineResource({
  kind: 'collection',
  type: 'resourceServers',
  noun: 'API',
  key: ['identifier'],
  idField: 'id',
  unique: true,
  path: '/resource-servers',
  list: { path: '/resource-servers', envelope: 'resource_servers', paging: 'offset', pageSize: 100 },
  // The path takes the identifier as well as the id.
  lookup: { path: '/resource-servers/{key}' },
  relations: [],
  // The Management API itself, My Account API and the like.
  systemMarkers: [{ is_system: true }],
  // Error catalogue of the API: what a PATCH of a system API takes, for the Management API and for the others.
  getEditableSystemFields: ({ identifier }) =>
    String(identifier).endsWith('/api/v2/')
      ? ['token_lifetime', 'subject_type_authorization']
      : [
          'token_lifetime',
          'proof_of_possession',
          'skip_consent_for_verifiable_first_party_clients',
          'authorization_policy',
          'subject_type_authorization',
        ],
  tenantUrls: { field: 'identifier', paths: ['/api/v2/', '/me/', '/my-org/'] },
  deleteBlockedBy: ['roles', 'clientGrants'],
  deleteLoses: 'its permissions in roles and its grants',
  aliases: [{ type: 'resource_servers', fields: {} }],
  scopes: {
    read: ['read:resource_servers'],
    create: ['create:resource_servers'],
    update: ['update:resource_servers'],
    delete: ['delete:resource_servers'],
  },
});
