import { defineResource } from '../define.ts';

export const guardianPhoneFactorSelectedProvider = defineResource({
  kind: 'placed',
  type: 'guardianPhoneFactorSelectedProvider',
  noun: 'provider of the phone factor',
  key: [],
  unique: true,
  path: '/guardian/factors/phone/selected-provider',
  layout: { at: ['guardianPhoneFactorSelectedProvider'], form: 'map' },
  update: 'PUT',
  relations: [],
  system: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
