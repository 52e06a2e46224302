import { isObject, member } from '../../model/json/json.ts';
import { defineResource } from '../define.ts';

export const phoneProviders = defineResource({
  kind: 'collection',
  type: 'phoneProviders',
  noun: 'phone provider',
  key: ['name'],
  id: 'id',
  unique: true,
  onlyOne: true,
  path: '/branding/phone/providers',
  list: { path: '/branding/phone/providers', envelope: 'providers', paging: 'none', pageSize: 100 },
  words: {
    read: (body) => (isObject(body) ? body : {}),
    write: (body) => body,
    // The action keeps its own secrets: the API wants the empty object all the same.
    complete: (fields) => (member(fields, 'name') === 'custom' ? { credentials: {}, ...fields } : fields),
  },
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
