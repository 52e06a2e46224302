import { defineResource } from '../define.ts';
import { onlyField } from '../words.ts';

/** When a second factor is asked for. The wire knows the bare list. */
export const guardianPolicies = defineResource({
  kind: 'placed',
  type: 'guardianPolicies',
  noun: 'policies of multi-factor authentication',
  key: [],
  unique: true,
  path: '/guardian/policies',
  layout: { at: ['guardianPolicies'], form: 'map' },
  words: onlyField('policies', []),
  update: 'PUT',
  relations: [],
  system: [],
  scopes: { read: ['read:mfa_policies'], update: ['update:mfa_policies'] },
});
