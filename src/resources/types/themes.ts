import { defineResource } from '../define/define-resource.ts';

/** Colors and fonts of Universal Login. There is no list: a tenant has at most one theme, at the path of the default. */
export const themes = defineResource({
  type: 'themes',
  key: ['displayName'],
  idField: 'themeId',
  singleton: true,
  path: '/branding/themes',
  list: { path: '/branding/themes/default', paging: 'single', pageSize: 1 },
  deleteLoses: 'the styling of the login pages',
  scopeStem: 'branding',
  scopes: { create: ['update:branding'] },
});
