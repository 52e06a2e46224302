import { defineResource } from '../resource-type.ts';

/** Colours and fonts of Universal Login. There is no list: the tenant has one at most, and tells it as its default. */
export const themes = defineResource({
  kind: 'collection',
  type: 'themes',
  noun: 'theme',
  key: ['displayName'],
  idField: 'themeId',
  unique: true,
  singleton: true,
  path: '/branding/themes',
  list: { path: '/branding/themes/default', paging: 'single', pageSize: 1 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'the look of the login pages',
  scopes: { read: ['read:branding'], create: ['update:branding'], update: ['update:branding'], delete: ['delete:branding'] },
});
