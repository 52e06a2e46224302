import { isObject, member } from '../../model/json/json.ts';
import { defineResource } from '../define.ts';
import { shownOfKey } from '../keys.ts';

/** Names are not unique: two clients of one name are told apart by `$id`. */
export const clients = defineResource({
  kind: 'collection',
  type: 'clients',
  noun: 'client',
  key: ['name'],
  id: 'client_id',
  unique: false,
  path: '/clients',
  // `is_global=false` leaves out "All Applications", which every tenant has and nobody may touch.
  list: { path: '/clients', envelope: 'clients', paging: 'offset', pageSize: 100, query: { is_global: 'false' } },
  relations: [],
  // Private keys' public halves and certificates: pem never comes back, and only `expires_at` can change (recorded traffic).
  attached: {
    field: 'credentials',
    noun: 'credential',
    list: { path: '/clients/{id}/credentials', paging: 'none', pageSize: 100 },
    most: 2,
    changes: ['expires_at'],
    identity: ['kid', 'thumbprint_sha256', 'subject_dn', 'name'],
    hidden: ['pem', 'parse_expiry_from_cert'],
    instead: 'subject_dn',
    shown: shownOfKey,
    scopes: {
      read: ['read:client_credentials'],
      create: ['create:client_credentials'],
      update: ['update:client_credentials'],
      delete: ['delete:client_credentials'],
    },
  },
  words: {
    read: (body) => (isObject(body) ? body : {}),
    write: (body) => body,
    // Keys take the place of a secret, and the API wants both said in one request (recorded traffic).
    complete: (fields) =>
      isObject(member(fields, 'client_authentication_methods')) ? { token_endpoint_auth_method: null, ...fields } : fields,
  },
  system: [],
  // "All Applications", which stands for all others.
  foreign: [{ global: true }],
  self: 'client_id',
  loses: 'its client_id and secret, its grants and its links to connections',
  // With the tenant flag `enable_client_connections` (on by default) a new client is enabled for every connection there is.
  joins: { type: 'connections', relation: 'enabled_clients' },
  scopes: {
    read: [['read:clients', 'read:client_keys']],
    create: ['create:clients'],
    update: ['update:clients'],
    delete: ['delete:clients'],
  },
});
