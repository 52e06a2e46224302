import { defineResource } from '../define.ts';

/** Accounts of services that deliver codes and notifications. A write replaces all of one. */
export const guardianFactorProviders = defineResource({
  kind: 'placed',
  type: 'guardianFactorProviders',
  noun: 'provider of a factor',
  key: ['name', 'provider'],
  unique: true,
  path: '/guardian/factors/{name}/providers/{provider}',
  elsewhere: { 'duo|duo': '/guardian/factors/duo/settings' },
  layout: { at: ['guardianFactorProviders'], form: 'list' },
  update: 'PUT',
  // `sms` is the older name of `phone`.
  otherNames: ['sms|twilio'],
  relations: [],
  system: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
