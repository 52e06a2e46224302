import { defineResource } from '../define.ts';

/** Colours and fonts of Universal Login. There is no list: the tenant has one at most, and tells it as its default. */
export const themes = defineResource({
  kind: 'collection',
  type: 'themes',
  noun: 'theme',
  key: ['displayName'],
  id: 'themeId',
  unique: true,
  onlyOne: true,
  path: '/branding/themes',
  list: { path: '/branding/themes/default', paging: 'single', pageSize: 1 },
  relations: [],
  system: [],
  loses: 'the look of the login pages',
  scopes: { read: ['read:branding'], create: ['update:branding'], update: ['update:branding'], delete: ['delete:branding'] },
});
