import { defineResource } from '../resource-type.ts';

const links = { path: '/connections/{id}/clients', bodyShape: 'array', batchSize: 50 } as const;

const directory = '/connections/{id}/directory-provisioning';

const scim = '/connections/{id}/scim-configuration';

/** More than 1,000 connections can only be read by checkpoint (since October 2025). */
export const connections = defineResource({
  kind: 'collection',
  type: 'connections',
  noun: 'connection',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/connections',
  list: { path: '/connections', envelope: 'connections', paging: 'checkpoint', pageSize: 100 },
  lookup: { path: '/connections', query: { name: '{key}', take: '100' }, envelope: 'connections' },
  systemMarkers: [],
  deleteBlockedBy: ['organizations'],
  deleteLoses: 'all of its users, with their passwords',
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
  aliases: [{ type: 'databases', fields: { strategy: 'auth0' } }],
  relations: [
    {
      field: 'enabled_clients',
      noun: 'enabled client',
      list: { path: '/connections/{id}/clients', envelope: 'clients', paging: 'checkpoint', pageSize: 100 },
      itemField: 'client_id',
      itemIdField: 'client_id',
      // One endpoint switches both ways; clients it does not name stay as they are.
      add: { ...links, method: 'PATCH', extraMembers: { status: true } },
      remove: { ...links, method: 'PATCH', extraMembers: { status: false } },
      scopes: { read: ['read:connections'], create: ['update:connections'], delete: ['update:connections'] },
    },
    {
      field: 'scim_configuration',
      noun: 'SCIM configuration',
      singleItem: true,
      list: { path: scim, paging: 'single', pageSize: 1 },
      add: { method: 'POST', path: scim, bodyShape: 'one', batchSize: 1 },
      change: { method: 'PATCH', path: scim, bodyShape: 'one', batchSize: 1 },
      remove: { method: 'DELETE', path: scim, bodyShape: 'none', batchSize: 1 },
      scopes: {
        read: ['read:scim_config'],
        create: ['create:scim_config'],
        update: ['update:scim_config'],
        delete: ['delete:scim_config'],
      },
    },
    {
      field: 'directory_provisioning_configuration',
      noun: 'directory provisioning',
      singleItem: true,
      appliesTo: { strategy: 'google-apps' },
      list: { path: directory, paging: 'single', pageSize: 1 },
      add: { method: 'POST', path: directory, bodyShape: 'one', batchSize: 1 },
      change: { method: 'PATCH', path: directory, bodyShape: 'one', batchSize: 1 },
      remove: { method: 'DELETE', path: directory, bodyShape: 'none', batchSize: 1 },
      scopes: {
        read: ['read:directory_provisionings'],
        create: ['create:directory_provisionings'],
        update: ['update:directory_provisionings'],
        delete: ['delete:directory_provisionings'],
      },
    },
  ],
  scopes: {
    read: ['read:connections'],
    create: ['create:connections'],
    update: ['update:connections'],
    delete: ['delete:connections'],
  },
});
