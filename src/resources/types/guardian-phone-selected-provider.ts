import { defineResource } from '../resource-type.ts';

export const guardianPhoneFactorSelectedProvider = defineResource({
  kind: 'placed',
  type: 'guardianPhoneFactorSelectedProvider',
  noun: 'provider of the phone factor',
  key: [],
  unique: true,
  path: '/guardian/factors/phone/selected-provider',
  layout: { yamlPath: ['guardianPhoneFactorSelectedProvider'], form: 'map' },
  updateMethod: 'PUT',
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
