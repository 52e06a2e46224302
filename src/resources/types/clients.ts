import { getObjectMember, isObject } from '../../model/json/json-value.ts';
import { implyFields } from '../codec.ts';
import { buildScopes } from '../define/build-scopes.ts';
import { defineResource } from '../define/define-resource.ts';
import { computeShownKey } from '../identity/key-thumbprints.ts';

/** Applications. Names are not unique: `$id` distinguishes clients with the same name. */
export const clients = defineResource({
  type: 'clients',
  idField: 'client_id',
  unique: false,
  // `is_global=false` excludes "All Applications", which every tenant has and nobody may change.
  list: { query: { is_global: 'false' } },
  // Public keys and certificates. The API never returns `pem`, and can change only `expires_at` (recorded traffic).
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
    scopes: buildScopes('client_credentials'),
  },
  // Keys replace the client secret, and the API wants both changes in one request (recorded traffic).
  codec: implyFields((fields) =>
    isObject(getObjectMember(fields, 'client_authentication_methods')) ? { token_endpoint_auth_method: null, ...fields } : fields,
  ),
  // From a client ID metadata document. The answer to the registration has the mapped fields in a member (recorded traffic).
  registration: {
    field: 'external_client_id',
    path: '/clients/cimd/register',
    answerMember: 'mapped_fields',
    allowedBy: 'tenant',
  },
  // "All Applications" again, for answers that contain it in spite of the filter.
  foreignMarkers: [{ global: true }],
  selfField: 'client_id',
  deleteLoses: 'its client_id and secret, its grants and its links to connections',
  // With the tenant flag `enable_client_connections` (on by default), a new client is enabled for every existing connection.
  autoLinks: { type: 'connections', relation: 'enabled_clients' },
  scopes: { read: [['read:clients', 'read:client_keys']] },
  deployCli: {
    exclusions: [
      { setting: 'AUTH0_EXCLUDED_CLIENTS', kind: 'all but' },
      { setting: 'AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS', kind: 'all but', when: { field: 'is_first_party', value: false } },
    ],
  },
});
