import { defineResource } from './define.ts';

/** Names are not unique: two clients of one name are told apart by `$id`. */
export const clients = defineResource({
  kind: 'collection',
  type: 'clients',
  noun: 'client',
  key: ['name'],
  id: 'client_id',
  unique: false,
  path: '/clients',
  // `is_global=false` leaves out "All Applications", which every tenant has and nobody may touch.
  list: { path: '/clients', envelope: 'clients', paging: 'offset', pageSize: 100, query: { is_global: 'false' } },
  relations: [],
  system: [{ global: true }],
  self: 'client_id',
  loses: 'its client_id and secret, its grants and its links to connections',
  // With the tenant flag `enable_client_connections` (on by default) a new client is enabled for every connection there is.
  joins: { type: 'connections', relation: 'enabled_clients' },
  scopes: {
    read: [['read:clients', 'read:client_keys']],
    create: ['create:clients'],
    update: ['update:clients'],
    delete: ['delete:clients'],
  },
});
