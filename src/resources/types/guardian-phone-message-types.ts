import { defineResource } from '../resource-type.ts';

export const guardianPhoneFactorMessageTypes = defineResource({
  kind: 'placed',
  type: 'guardianPhoneFactorMessageTypes',
  noun: 'message types of the phone factor',
  key: [],
  unique: true,
  path: '/guardian/factors/phone/message-types',
  layout: { yamlPath: ['guardianPhoneFactorMessageTypes'], form: 'map' },
  updateMethod: 'PUT',
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
