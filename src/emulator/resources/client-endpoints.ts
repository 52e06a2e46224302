import { getObjectMember } from '../../model/json/json-value.ts';
import { checkClientAgent } from '../behaviour/clients/client-agent.ts';
import {
  checkEmbeddedCredentials,
  refuseForeignCredentials,
  separateCredentials,
} from '../behaviour/clients/client-credentials.ts';
import { addClientDefaults } from '../behaviour/clients/client-defaults.ts';
import {
  applyAuthentication,
  cleanUpClient,
  enableOnAllConnections,
  makeClientSecret,
} from '../behaviour/clients/client-lifecycle.ts';
import { checkClient } from '../behaviour/clients/client-rules.ts';
import { buildClientFilter, listClientMemberScopes, showClient, showNewKeys } from '../behaviour/clients/client-view.ts';
import { completeClient } from '../behaviour/clients/complete-client.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, getStrings } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import type { PatchFacts } from '../engine/patch-object.ts';
import { badRequest } from '../http/refusal.ts';
import { isConnectionEnabledForNewClients } from './tenant-settings-endpoints.ts';

const READ_SCOPES = ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary'];

/** From recorded traffic. A page of the documentation says that `session_transfer` is replaced, too. */
const PATCH_FACTS: PatchFacts = {
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
  makeId: (call, draft) =>
    getString(draft, 'third_party_security_mode') === 'strict'
      ? `tpc_${call.tenant.ids.makeBase58(22)}`
      : call.tenant.ids.makeBase62(32),
  scopes: {
    list: READ_SCOPES,
    read: READ_SCOPES,
    create: ['create:clients'],
    update: ['update:clients', 'update:client_keys', 'update:client_credentials'],
    delete: ['delete:clients'],
  },
  missing: { message: 'The client does not exist', errorCode: 'inexistent_client' },
  alsoNeeds: listClientMemberScopes,
  indexes: {
    alias: (client) => getStrings(client, 'client_aliases'),
    api: (client) => [getString(client, 'resource_server_identifier')],
    external: (client) => [getString(client, 'external_client_id')],
  },
  unique: [{ index: 'alias', message: 'Another client exists with the same alias.', errorCode: 'client_conflict' }],
  list: { key: 'clients', styles: ['offset', 'checkpoint'], shape: ['total', 'start', 'limit', 'items'] },
  filter: buildClientFilter,
  patch: PATCH_FACTS,
  idempotentDelete: true,
  fill: (call, body) => completeClient({ ...addClientDefaults(call.tenant, body), ...makeClientSecret(call, body) }, body),
  refine: (call, after, before, body) => completeClient(applyAuthentication(call, after, before, body), body),
  check: (call, client, before, body) => {
    checkClient(call, client, before, body);
    checkClientAgent(call, client);
    if (before === undefined) checkEmbeddedCredentials(call.tenant, client);
    else refuseForeignCredentials(call, client);
  },
  afterCreate: (call, client) => {
    const separate = separateCredentials(call.tenant, client);
    call.tenant.state.getCollection('clients').put(getString(client, 'client_id'), separate);
    if (isConnectionEnabledForNewClients(call)) enableOnAllConnections(call, getString(client, 'client_id'));
    return { ...separate, encrypted: true, signing_keys: showNewKeys(separate) };
  },
  beforeDelete: (call, client) => {
    if (getObjectMember(client, 'global') === true)
      throw badRequest('Global client cannot be deleted.', 'operation_not_supported');
    cleanUpClient(call, getString(client, 'client_id'));
  },
  show: showClient,
};

export const clientEndpoints: EndpointSet = buildCollectionEndpoints(facts);
