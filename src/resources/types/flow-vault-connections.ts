import { defineResource } from '../resource-type.ts';

/** Accounts that flows use. What was set up is never shown again. */
export const flowVaultConnections = defineResource({
  kind: 'collection',
  type: 'flowVaultConnections',
  noun: 'vault connection',
  key: ['name'],
  idField: 'id',
  unique: false,
  path: '/flows/vault/connections',
  list: { path: '/flows/vault/connections', envelope: 'connections', paging: 'offset', pageSize: 100 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its credentials',
  scopes: {
    read: ['read:flows_vault_connections'],
    create: ['create:flows_vault_connections'],
    update: ['update:flows_vault_connections'],
    delete: ['delete:flows_vault_connections'],
  },
});
