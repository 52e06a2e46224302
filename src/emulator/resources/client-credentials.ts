import type { JsonObject } from '../../model/json/json-value.ts';
import { credentialIdsIn, MAX_CREDENTIALS, newCredential } from '../behaviour/clients/client-credentials.ts';
import { type Call, param } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest, forbidden } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

const facts: CollectionFacts = {
  name: 'client_credentials',
  path: '/clients/{client_id}/credentials',
  itemPath: '/clients/{client_id}/credentials/{credential_id}',
  idMember: 'id',
  newId: (call) => `cred_${call.tenant.ids.base58(22)}`,
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
  fill: (call, body) => newCredential(call.tenant, body),
  check: (call, _credential, before) => {
    if (before !== undefined) return;
    const present = call.tenant.state.collection('client_credentials').find('parent', param(call, 'client_id'));
    if (present.length >= MAX_CREDENTIALS)
      throw forbidden('You reached the limit of entities of this type for this client.', 'too_many_entities');
  },
  refine: (call, after) => ({ ...after, ...normalised(after), updated_at: call.tenant.clock.stamp() }),
  removing: refuseAttached,
};

const normalised = (credential: JsonObject): JsonObject => {
  const end = textOf(credential, 'expires_at');
  return end === '' ? {} : { expires_at: new Date(end).toISOString() };
};

/** Strict: recordings always detach a credential before they delete it. */
function refuseAttached(call: Call, credential: JsonObject): void {
  const client = need(call.tenant, 'clients', textOf(credential, '$client'));
  if (credentialIdsIn(client).includes(textOf(credential, 'id')))
    throw badRequest('The credential is in use by the client. Detach it first.', 'credential_in_use');
}

export const clientCredentials: Resource = collectionOf(facts);
