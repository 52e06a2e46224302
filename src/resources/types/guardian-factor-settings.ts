import { defineResource } from '../define/define-resource.ts';

/** The codes that the e-mail and phone factors send. */
export const guardianFactorSettings = defineResource({
  kind: 'placed',
  type: 'guardianFactorSettings',
  noun: 'factor settings',
  path: '/guardian/factors/{name}/settings',
  replaceMethod: 'PUT',
  // Unproven: no source names the scopes. Every other path under `/guardian/factors` has these.
  scopeStem: 'guardian_factors',
});
