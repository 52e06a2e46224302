import { defineResource } from './define.ts';

/** Settings of the tenant as a whole; `flags` merge, and one that is not sent stays. */
export const tenant = defineResource({
  kind: 'placed',
  type: 'tenant',
  noun: 'tenant settings',
  key: [],
  unique: true,
  path: '/tenants/settings',
  layout: { at: ['tenant'], form: 'map' },
  relations: [],
  system: [],
  scopes: { read: ['read:tenant_settings'], update: ['update:tenant_settings'] },
});
