import { getObjectMember, isObject } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

/** What sends the tenant's e-mail. There is one or none; an update without credentials resets them, so they are sent along. */
export const emailProvider = defineResource({
  kind: 'placed',
  type: 'emailProvider',
  noun: 'e-mail provider',
  key: [],
  unique: true,
  path: '/emails/provider',
  // Without it only the name is answered.
  query: { fields: 'name,enabled,default_from_address,credentials,settings', include_fields: 'true' },
  layout: { yamlPath: ['emailProvider'], form: 'map' },
  create: { method: 'POST', path: '/emails/provider' },
  codec: {
    decode: (body) => (isObject(body) ? body : {}),
    encode: (body) => body,
    // The action keeps its own secrets: the API wants the empty object all the same.
    addImpliedFields: (fields) => (getObjectMember(fields, 'name') === 'custom' ? { credentials: {}, ...fields } : fields),
  },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'its credentials; the tenant then sends no e-mail but for tests',
  scopes: {
    read: ['read:email_provider'],
    create: ['create:email_provider'],
    update: ['update:email_provider'],
    delete: ['delete:email_provider'],
  },
});
