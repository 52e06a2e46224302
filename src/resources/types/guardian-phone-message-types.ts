import { defineResource } from '../define.ts';

export const guardianPhoneFactorMessageTypes = defineResource({
  kind: 'placed',
  type: 'guardianPhoneFactorMessageTypes',
  noun: 'message types of the phone factor',
  key: [],
  unique: true,
  path: '/guardian/factors/phone/message-types',
  layout: { at: ['guardianPhoneFactorMessageTypes'], form: 'map' },
  update: 'PUT',
  relations: [],
  system: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
