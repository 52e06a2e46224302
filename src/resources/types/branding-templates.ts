import { renameFields } from '../codec.ts';
import { defineResource } from '../resource-type.ts';

/** The page template of Universal Login. Not to have one is the usual case, and answers 404; it takes a custom domain to set one. */
export const brandingTemplates = defineResource({
  kind: 'placed',
  type: 'brandingTemplates',
  noun: 'page template',
  key: ['template'],
  unique: true,
  path: '/branding/templates/{template}',
  pathSegments: { universal_login: 'universal-login' },
  layout: { yamlPath: ['branding', 'templates'], form: 'list' },
  // It is told as `body`, and taken as `template`.
  codec: renameFields({ body: 'template' }),
  create: { method: 'PUT', path: '/branding/templates/{template}' },
  updateMethod: 'PUT',
  requiresAny: ['customDomains'],
  relations: [],
  systemMarkers: [],
  deleteLoses: 'the page that people see when they log in',
  scopes: { read: ['read:branding'], create: ['update:branding'], update: ['update:branding'], delete: ['delete:branding'] },
});
