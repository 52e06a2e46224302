import { renameFields } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** The page template of Universal Login. Reading it answers 404 until it is set, which requires a custom domain. */
export const brandingTemplates = defineResource({
  kind: 'placed',
  type: 'brandingTemplates',
  noun: 'page template',
  path: '/branding/templates/{template}',
  pathSegments: { universal_login: 'universal-login' },
  layout: { yamlPath: ['branding', 'templates'], form: 'list' },
  // Answers call the HTML `body`, requests call it `template`.
  codec: renameFields({ body: 'template' }),
  create: { method: 'PUT' },
  replaceMethod: 'PUT',
  requiresAny: ['customDomains'],
  deleteLoses: 'the custom login page',
  scopeStem: 'branding',
  scopes: { create: ['update:branding'] },
  deployCli: { files: [{ path: 'branding/templates/*.json', item: true, beside: { field: 'body', extension: 'html' } }] },
});
