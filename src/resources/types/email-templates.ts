import { defineResource } from '../resource-type.ts';

/** E-mails by their occasion. One that nobody ever changed answers 404; none can be deleted, only disabled. */
export const emailTemplates = defineResource({
  kind: 'placed',
  type: 'emailTemplates',
  noun: 'e-mail template',
  key: ['template'],
  unique: true,
  path: '/email-templates/{template}',
  layout: { yamlPath: ['emailTemplates'], form: 'list' },
  create: { method: 'POST', path: '/email-templates' },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:email_templates'], create: ['create:email_templates'], update: ['update:email_templates'] },
});
