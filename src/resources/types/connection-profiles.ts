import { defineResource } from '../resource-type.ts';

/** What connections that are made by customers look like. A page holds ten at most. */
export const connectionProfiles = defineResource({
  kind: 'collection',
  type: 'connectionProfiles',
  noun: 'connection profile',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/connection-profiles',
  list: { path: '/connection-profiles', envelope: 'connection_profiles', paging: 'checkpoint', pageSize: 10 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its settings',
  scopes: {
    read: ['read:connection_profiles'],
    create: ['create:connection_profiles'],
    update: ['update:connection_profiles'],
    delete: ['delete:connection_profiles'],
  },
});
