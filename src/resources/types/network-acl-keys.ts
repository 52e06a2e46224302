import { defineResource } from '../define/define-resource.ts';

/** Keys that verify the signatures of requests, for network rules. Early access. The API cannot update one (SDK types). */
export const networkACLKeys = defineResource({
  type: 'networkACLKeys',
  noun: 'network key',
  path: '/keys/network-acls',
  // The list has no pages (SDK types).
  list: { paging: 'none', envelope: 'keys' },
  immutable: true,
  // A key that a rule names cannot be deleted (409, API reference).
  deleteBlockedBy: ['networkACLs'],
  deleteLoses: 'its secret value',
});
