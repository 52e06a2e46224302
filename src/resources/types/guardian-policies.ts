import { unwrapField } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** When a second factor is required. The body of the API is the bare list. */
export const guardianPolicies = defineResource({
  kind: 'placed',
  type: 'guardianPolicies',
  noun: 'MFA policies',
  path: '/guardian/policies',
  codec: unwrapField('policies', []),
  replaceMethod: 'PUT',
  scopeStem: 'mfa_policies',
  deployCli: { files: [{ path: 'guardian/policies.json' }] },
});
