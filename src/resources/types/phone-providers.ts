import { getObjectMember, isObject } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

export const phoneProviders = defineResource({
  kind: 'collection',
  type: 'phoneProviders',
  noun: 'phone provider',
  key: ['name'],
  idField: 'id',
  unique: true,
  singleton: true,
  path: '/branding/phone/providers',
  list: { path: '/branding/phone/providers', envelope: 'providers', paging: 'none', pageSize: 100 },
  codec: {
    decode: (body) => (isObject(body) ? body : {}),
    encode: (body) => body,
    // The action keeps its own secrets: the API wants the empty object all the same.
    addImpliedFields: (fields) => (getObjectMember(fields, 'name') === 'custom' ? { credentials: {}, ...fields } : fields),
  },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its credentials',
  scopes: {
    read: ['read:phone_providers'],
    create: ['create:phone_providers'],
    update: ['update:phone_providers'],
    delete: ['delete:phone_providers'],
  },
});
