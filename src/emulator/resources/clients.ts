import { getObjectMember } from '../../model/json/json-value.ts';
import {
  checkEmbeddedCredentials,
  refuseForeignCredentials,
  withSeparateCredentials,
} from '../behaviour/clients/client-credentials.ts';
import { withClientDefaults } from '../behaviour/clients/client-defaults.ts';
import { enableEverywhere, forgetClient, newSecret, withAuthentication } from '../behaviour/clients/client-lifecycle.ts';
import { completeClient } from '../behaviour/clients/client-members.ts';
import { checkClient } from '../behaviour/clients/client-rules.ts';
import { clientFilter, neededScopes, showNewKeys, shownClient } from '../behaviour/clients/client-view.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf, textsOf } from '../engine/objects.ts';
import type { PatchFacts } from '../engine/patch.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest } from '../http/refusal.ts';
import { enablesClientConnections } from './tenant-settings.ts';

const READ = ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary'];

/** Read off recorded traffic. One page of the documentation says that a given `session_transfer` overwrites, as others do. */
const PATCH: PatchFacts = {
  client_metadata: 'merge',
  mobile: 'merge',
  native_social_login: 'merge',
  jwt_configuration: 'merge',
  signed_request_object: 'merge',
  addons: 'replace',
  session_transfer: { believed: 'merge' },
};

const facts: CollectionFacts = {
  name: 'clients',
  path: '/clients',
  idMember: 'client_id',
  newId: (call, draft) =>
    textOf(draft, 'third_party_security_mode') === 'strict' ? `tpc_${call.tenant.ids.base58(22)}` : call.tenant.ids.base62(32),
  scopes: {
    list: READ,
    read: READ,
    create: ['create:clients'],
    update: ['update:clients', 'update:client_keys', 'update:client_credentials'],
    delete: ['delete:clients'],
  },
  missing: { message: 'The client does not exist', errorCode: 'inexistent_client' },
  alsoNeeds: neededScopes,
  indexes: {
    alias: (client) => textsOf(client, 'client_aliases'),
    api: (client) => [textOf(client, 'resource_server_identifier')],
    external: (client) => [textOf(client, 'external_client_id')],
  },
  unique: [{ index: 'alias', message: 'Another client exists with the same alias.', errorCode: 'client_conflict' }],
  list: { key: 'clients', styles: ['offset', 'checkpoint'], shape: ['total', 'start', 'limit', 'items'] },
  filter: clientFilter,
  patch: PATCH,
  idempotentDelete: true,
  fill: (call, body) => completeClient({ ...withClientDefaults(call.tenant, body), ...newSecret(call, body) }, body),
  refine: (call, after, before, body) => completeClient(withAuthentication(call, after, before, body), body),
  check: (call, client, before, body) => {
    checkClient(call, client, before, body);
    if (before === undefined) checkEmbeddedCredentials(call.tenant, client);
    else refuseForeignCredentials(call, client);
  },
  created: (call, client) => {
    const separate = withSeparateCredentials(call.tenant, client);
    call.tenant.state.collection('clients').put(textOf(client, 'client_id'), separate);
    if (enablesClientConnections(call)) enableEverywhere(call, textOf(client, 'client_id'));
    return { ...separate, encrypted: true, signing_keys: showNewKeys(separate) };
  },
  removing: (call, client) => {
    if (getObjectMember(client, 'global') === true)
      throw badRequest('Global client cannot be deleted.', 'operation_not_supported');
    forgetClient(call, textOf(client, 'client_id'));
  },
  show: shownClient,
};

export const clients: Resource = collectionOf(facts);
