import { defineResource } from '../resource-type.ts';

/** How attributes of users are called elsewhere. A page holds ten at most. */
export const userAttributeProfiles = defineResource({
  kind: 'collection',
  type: 'userAttributeProfiles',
  noun: 'user attribute profile',
  key: ['name'],
  idField: 'id',
  unique: true,
  path: '/user-attribute-profiles',
  list: { path: '/user-attribute-profiles', envelope: 'user_attribute_profiles', paging: 'checkpoint', pageSize: 10 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its mappings',
  scopes: {
    read: ['read:user_attribute_profiles'],
    create: ['create:user_attribute_profiles'],
    update: ['update:user_attribute_profiles'],
    delete: ['delete:user_attribute_profiles'],
  },
});
