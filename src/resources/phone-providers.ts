import { defineResource } from './define.ts';

export const phoneProviders = defineResource({
  kind: 'collection',
  type: 'phoneProviders',
  noun: 'phone provider',
  key: ['name'],
  id: 'id',
  unique: true,
  path: '/branding/phone/providers',
  list: { path: '/branding/phone/providers', envelope: 'providers', paging: 'none', pageSize: 100 },
  relations: [],
  system: [],
  loses: 'its credentials',
  scopes: {
    read: ['read:phone_providers'],
    create: ['create:phone_providers'],
    update: ['update:phone_providers'],
    delete: ['delete:phone_providers'],
  },
});
