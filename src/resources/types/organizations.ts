import { defineResource } from '../resource-type.ts';

const at = '/organizations/{id}';

export const organizations = defineResource({
  kind: 'collection',
  type: 'organizations',
  noun: 'organization',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/organizations',
  list: { path: '/organizations', envelope: 'organizations', paging: 'checkpoint', pageSize: 100 },
  lookup: { path: '/organizations/name/{key}' },
  systemMarkers: [],
  deleteLoses: 'its memberships, invitations and connections',
  relations: [
    {
      field: 'connections',
      noun: 'connection',
      // The newer of two families of endpoints for the same links: it alone knows `is_enabled` and the access level.
      list: { path: `${at}/connections`, envelope: 'connections', paging: 'offset', pageSize: 100 },
      wireNames: { name: 'connection_id' },
      itemIdField: 'connection_id',
      add: { method: 'POST', path: `${at}/connections`, bodyShape: 'one', batchSize: 1 },
      change: { method: 'PATCH', path: `${at}/connections/{item}`, bodyShape: 'one', batchSize: 1 },
      remove: { method: 'DELETE', path: `${at}/connections/{item}`, bodyShape: 'none', batchSize: 1 },
      scopes: {
        read: ['read:organization_connections'],
        create: ['create:organization_connections'],
        update: ['update:organization_connections'],
        delete: ['delete:organization_connections'],
      },
    },
    {
      field: 'client_grants',
      noun: 'client grant',
      list: { path: `${at}/client-grants`, envelope: 'client_grants', paging: 'offset', pageSize: 100 },
      itemField: 'grant_id',
      itemIdField: 'id',
      add: { method: 'POST', path: `${at}/client-grants`, bodyShape: 'one', batchSize: 1 },
      remove: { method: 'DELETE', path: `${at}/client-grants/{item}`, bodyShape: 'none', batchSize: 1 },
      scopes: {
        read: ['read:organization_client_grants'],
        create: ['create:organization_client_grants'],
        delete: ['delete:organization_client_grants'],
      },
    },
    {
      field: 'discovery_domains',
      noun: 'discovery domain',
      list: { path: `${at}/discovery-domains`, envelope: 'domains', paging: 'checkpoint', pageSize: 100 },
      itemIdField: 'id',
      add: { method: 'POST', path: `${at}/discovery-domains`, bodyShape: 'one', batchSize: 1 },
      change: { method: 'PATCH', path: `${at}/discovery-domains/{item}`, bodyShape: 'one', batchSize: 1 },
      remove: { method: 'DELETE', path: `${at}/discovery-domains/{item}`, bodyShape: 'none', batchSize: 1 },
      scopes: {
        read: ['read:organization_discovery_domains'],
        create: ['create:organization_discovery_domains'],
        update: ['update:organization_discovery_domains'],
        delete: ['delete:organization_discovery_domains'],
      },
    },
    {
      field: 'clients',
      noun: 'client',
      list: { path: `${at}/clients`, envelope: 'clients', paging: 'checkpoint', pageSize: 100 },
      itemIdField: 'client_id',
      add: { method: 'POST', path: `${at}/clients`, bodyShape: { member: 'clients' }, batchSize: 10 },
      change: { method: 'PATCH', path: `${at}/clients/{item}`, bodyShape: 'one', batchSize: 1 },
      // Taken out by their bare ids, as seen in recorded traffic.
      remove: {
        method: 'DELETE',
        path: `${at}/clients`,
        bodyShape: { member: 'clients' },
        batchSize: 10,
        bareField: 'client_id',
      },
      scopes: {
        read: ['read:organization_clients'],
        create: ['create:organization_clients'],
        update: ['update:organization_clients'],
        delete: ['delete:organization_clients'],
      },
    },
  ],
  scopes: {
    read: ['read:organizations'],
    create: ['create:organizations'],
    update: ['update:organizations'],
    delete: ['delete:organizations'],
  },
});
