import { defineResource } from '../resource-type.ts';

export const clientGrants = defineResource({
  kind: 'collection',
  type: 'clientGrants',
  noun: 'client grant',
  // One client may have two grants for one API, one for itself and one for its users.
  key: ['client_id', 'audience', 'subject_type'],
  idField: 'id',
  unique: true,
  path: '/client-grants',
  list: { path: '/client-grants', envelope: 'client_grants', paging: 'checkpoint', pageSize: 100 },
  relations: [],
  systemMarkers: [{ is_system: true }],
  // The grant that lets tenon in.
  selfField: 'client_id',
  deleteLoses: 'access of the client to the API',
  scopes: {
    read: ['read:client_grants'],
    create: ['create:client_grants'],
    update: ['update:client_grants'],
    delete: ['delete:client_grants'],
  },
});
