import { defineResource } from './define.ts';

export const branding = defineResource({
  kind: 'placed',
  type: 'branding',
  noun: 'branding',
  key: [],
  unique: true,
  path: '/branding',
  layout: { at: ['branding'], form: 'map' },
  relations: [],
  system: [],
  scopes: { read: ['read:branding'], update: ['update:branding'] },
});
