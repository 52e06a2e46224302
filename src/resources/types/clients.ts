import { getObjectMember, isObject } from '../../model/json/json-value.ts';
import { computeShownKey } from '../key-thumbprints.ts';
import { defineResource } from '../resource-type.ts';

/** Names are not unique: two clients of one name are told apart by `$id`. */
export const clients = defineResource({
  kind: 'collection',
  type: 'clients',
  noun: 'client',
  key: ['name'],
  idField: 'client_id',
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
    limit: 2,
    updatableFields: ['expires_at'],
    identityFields: ['kid', 'thumbprint_sha256', 'subject_dn', 'name'],
    hiddenFields: ['pem', 'parse_expiry_from_cert'],
    shownInstead: 'subject_dn',
    computeShown: computeShownKey,
    scopes: {
      read: ['read:client_credentials'],
      create: ['create:client_credentials'],
      update: ['update:client_credentials'],
      delete: ['delete:client_credentials'],
    },
  },
  codec: {
    decode: (body) => (isObject(body) ? body : {}),
    encode: (body) => body,
    // Keys take the place of a secret, and the API wants both said in one request (recorded traffic).
    addImpliedFields: (fields) =>
      isObject(getObjectMember(fields, 'client_authentication_methods'))
        ? { token_endpoint_auth_method: null, ...fields }
        : fields,
  },
  systemMarkers: [],
  // "All Applications", which stands for all others.
  foreignMarkers: [{ global: true }],
  selfField: 'client_id',
  deleteLoses: 'its client_id and secret, its grants and its links to connections',
  // With the tenant flag `enable_client_connections` (on by default) a new client is enabled for every connection there is.
  autoLinks: { type: 'connections', relation: 'enabled_clients' },
  scopes: {
    read: [['read:clients', 'read:client_keys']],
    create: ['create:clients'],
    update: ['update:clients'],
    delete: ['delete:clients'],
  },
});
