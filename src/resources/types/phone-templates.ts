import { defineResource } from '../define/define-resource.ts';

/** Texts of messages and calls. The list also contains the defaults of Auth0. */
export const phoneTemplates = defineResource({
  type: 'phoneTemplates',
  key: ['type'],
  path: '/branding/phone/templates',
  list: { paging: 'none', envelope: 'templates' },
  listsDefaults: true,
  deleteLoses: 'its custom texts',
});
