import { defineResource } from '../resource-type.ts';

/** Rules on who may reach the tenant at all. Known by what they are described as: neither ids nor priorities are told in a definition. */
export const networkACLs = defineResource({
  kind: 'collection',
  type: 'networkACLs',
  noun: 'network rule',
  key: ['description'],
  idField: 'id',
  unique: false,
  path: '/network-acls',
  list: { path: '/network-acls', envelope: 'network_acls', paging: 'offset', pageSize: 100 },
  // A PATCH lays actions and matches over each other; a PUT replaces the rule.
  updateMethod: 'PUT',
  relations: [],
  systemMarkers: [],
  deleteLoses: 'what it kept out',
  scopes: {
    read: ['read:network_acls'],
    create: ['create:network_acls'],
    update: ['update:network_acls'],
    delete: ['delete:network_acls'],
  },
});
