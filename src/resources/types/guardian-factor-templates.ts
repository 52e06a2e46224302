import { defineResource } from '../define/define-resource.ts';

/** Texts of the messages that deliver codes. */
export const guardianFactorTemplates = defineResource({
  kind: 'placed',
  type: 'guardianFactorTemplates',
  noun: 'template of a factor',
  path: '/guardian/factors/{name}/templates',
  replaceMethod: 'PUT',
  scopeStem: 'guardian_factors',
});
