import { defineResource } from '../define.ts';
import { renamed } from '../words.ts';

/** The page template of Universal Login. Not to have one is the usual case, and answers 404; it takes a custom domain to set one. */
export const brandingTemplates = defineResource({
  kind: 'placed',
  type: 'brandingTemplates',
  noun: 'page template',
  key: ['template'],
  unique: true,
  path: '/branding/templates/{template}',
  segments: { universal_login: 'universal-login' },
  layout: { at: ['branding', 'templates'], form: 'list' },
  // It is told as `body`, and taken as `template`.
  words: renamed({ body: 'template' }),
  create: { method: 'PUT', path: '/branding/templates/{template}' },
  update: 'PUT',
  builtOn: ['customDomains'],
  relations: [],
  system: [],
  loses: 'the page that people see when they log in',
  scopes: { read: ['read:branding'], create: ['update:branding'], update: ['update:branding'], delete: ['delete:branding'] },
});
