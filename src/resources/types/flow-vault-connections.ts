import { defineResource } from '../define/define-resource.ts';

/** Accounts that flows use. The API never returns their credentials. */
export const flowVaultConnections = defineResource({
  type: 'flowVaultConnections',
  noun: 'vault connection',
  unique: false,
  path: '/flows/vault/connections',
  deleteLoses: 'its credentials',
  scopeStem: 'flows_vault_connections',
});
