import type { JsonObject } from '../../model/json/json-value.ts';
import { buildCredential, listCredentialIds, MAX_CREDENTIALS } from '../behaviour/clients/client-credentials.ts';
import { type ApiCall, getPathParameter } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest, forbidden } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

const facts: CollectionFacts = {
  name: 'client_credentials',
  path: '/clients/{client_id}/credentials',
  itemPath: '/clients/{client_id}/credentials/{credential_id}',
  idMember: 'id',
  makeId: (call) => `cred_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:client_credentials'],
    read: ['read:client_credentials'],
    create: ['create:client_credentials'],
    update: ['update:client_credentials'],
    delete: ['delete:client_credentials'],
  },
  missing: { message: 'Credential does not exist', errorCode: 'inexistent_credential' },
  parent: {
    param: 'client_id',
    collection: 'clients',
    member: '$client',
    missing: { message: 'The client does not exist', errorCode: 'inexistent_client' },
  },
  newestFirst: true,
  fill: (call, body) => buildCredential(call.tenant, body),
  check: (call, _credential, before) => {
    if (before !== undefined) return;
    const present = call.tenant.state.getCollection('client_credentials').find('parent', getPathParameter(call, 'client_id'));
    if (present.length >= MAX_CREDENTIALS)
      throw forbidden('You reached the limit of entities of this type for this client.', 'too_many_entities');
  },
  refine: (call, after) => ({ ...after, ...normalizeExpiry(after), updated_at: call.tenant.clock.stamp() }),
  beforeDelete: refuseAttached,
};

const normalizeExpiry = (credential: JsonObject): JsonObject => {
  const end = getString(credential, 'expires_at');
  return end === '' ? {} : { expires_at: new Date(end).toISOString() };
};

/** Stricter than the API may be: recordings always detach a credential before they delete it. */
function refuseAttached(call: ApiCall, credential: JsonObject): void {
  const client = getStoredObject(call.tenant, 'clients', getString(credential, '$client'));
  if (listCredentialIds(client).includes(getString(credential, 'id')))
    throw badRequest('The credential is in use by the client. Detach it first.', 'credential_in_use');
}

export const clientCredentialEndpoints: EndpointSet = buildCollectionEndpoints(facts);
