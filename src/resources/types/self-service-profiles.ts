import { defineResource } from '../resource-type.ts';

/** What a customer may set up without help. */
export const selfServiceProfiles = defineResource({
  kind: 'collection',
  type: 'selfServiceProfiles',
  noun: 'self-service profile',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/self-service-profiles',
  list: { path: '/self-service-profiles', envelope: 'self_service_profiles', paging: 'offset', pageSize: 100 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its tickets',
  scopes: {
    read: ['read:self_service_profiles'],
    create: ['create:self_service_profiles'],
    update: ['update:self_service_profiles'],
    delete: ['delete:self_service_profiles'],
  },
});
