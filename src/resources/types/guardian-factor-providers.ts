import { defineResource } from '../resource-type.ts';

/** Accounts of services that deliver codes and notifications. A write replaces all of one. */
export const guardianFactorProviders = defineResource({
  kind: 'placed',
  type: 'guardianFactorProviders',
  noun: 'provider of a factor',
  key: ['name', 'provider'],
  unique: true,
  path: '/guardian/factors/{name}/providers/{provider}',
  pathOverrides: { 'duo|duo': '/guardian/factors/duo/settings' },
  layout: { yamlPath: ['guardianFactorProviders'], form: 'list' },
  updateMethod: 'PUT',
  // `sms` is the older name of `phone`.
  aliasKeys: ['sms|twilio'],
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
