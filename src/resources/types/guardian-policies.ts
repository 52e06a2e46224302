import { unwrapField } from '../codec.ts';
import { defineResource } from '../resource-type.ts';

/** When a second factor is asked for. The wire knows the bare list. */
export const guardianPolicies = defineResource({
  kind: 'placed',
  type: 'guardianPolicies',
  noun: 'policies of multi-factor authentication',
  key: [],
  unique: true,
  path: '/guardian/policies',
  layout: { yamlPath: ['guardianPolicies'], form: 'map' },
  codec: unwrapField('policies', []),
  updateMethod: 'PUT',
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:mfa_policies'], update: ['update:mfa_policies'] },
});
