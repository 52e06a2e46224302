import { defineResource } from '../define/define-resource.ts';

/** Texts of the messages that deliver codes. */
export const guardianFactorTemplates = defineResource({
  kind: 'placed',
  type: 'guardianFactorTemplates',
  noun: 'factor template',
  path: '/guardian/factors/{name}/templates',
  replaceMethod: 'PUT',
  scopeStem: 'guardian_factors',
  deployCli: { files: [{ path: 'guardian/templates/*.json', item: true }] },
});
