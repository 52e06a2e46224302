import { defineResource } from '../define/define-resource.ts';

/** Emails by occasion. Reading one answers 404 until somebody changes it. It cannot be deleted, only disabled. */
export const emailTemplates = defineResource({
  kind: 'placed',
  type: 'emailTemplates',
  path: '/email-templates/{template}',
  create: { method: 'POST', path: '/email-templates' },
  deployCli: { files: [{ path: 'emails/*.json', item: true, beside: { field: 'body', extension: 'html' } }] },
});
