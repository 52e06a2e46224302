import { defineResource } from '../define/define-resource.ts';

/** Sessions with a second factor: how long they last, and the checkbox that starts them. */
export const guardianSettings = defineResource({
  kind: 'placed',
  type: 'guardianSettings',
  noun: 'MFA session settings',
  path: '/guardian/settings',
  replaceMethod: 'PUT',
  // Unproven: no source names the scopes. Every other path under `/guardian/factors` has these.
  scopeStem: 'guardian_factors',
});
