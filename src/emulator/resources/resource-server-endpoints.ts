import { createHash } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  checkScopesInUse,
  checkSystemPatch,
  checkUniqueScopes,
  keepClientAccess,
  refuseUsedApi,
} from '../behaviour/resource-server-rules.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { MY_ACCOUNT_API } from '../facts/my-account-api.ts';
import { badRequest } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'resource-servers',
  path: '/resource-servers',
  idMember: 'id',
  makeId: (call) => call.tenant.ids.makeHex(24),
  scopes: {
    list: ['read:resource_servers'],
    read: ['read:resource_servers'],
    create: ['create:resource_servers'],
    update: ['update:resource_servers'],
    delete: ['delete:resource_servers'],
  },
  missing: { message: 'The resource server does not exist', errorCode: 'inexistent_resource_server' },
  indexes: { identifier: (api) => [getString(api, 'identifier')] },
  unique: [
    {
      index: 'identifier',
      message: 'A resource server with the same identifier already exists.',
      errorCode: 'resource_server_conflict',
    },
  ],
  list: { key: 'resource_servers', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  filter: (call) => {
    const identifiers = call.query.getList('identifiers');
    return identifiers === undefined ? undefined : (api) => identifiers.includes(getString(api, 'identifier'));
  },
  idempotentDelete: true,
  locate: (call, id) => findByIdentifier(call, id),
  // Recorded traffic.
  patch: { token_encryption: 'replace', proof_of_possession: 'replace' },
  fill: (call, body) => buildPredefinedApi(call, body) ?? addDefaults(call, body),
  refine: (call, after, before) => showEncryptionKey(keepClientAccess(call, after, before)),
  check: (call, api, before, body) => {
    if (before !== undefined) checkSystemPatch(call, before, body);
    checkUniqueScopes(api);
    if (before !== undefined) checkScopesInUse(call, api, before);
  },
  show: (call, api) => ({ ...api, ...findLinkedClient(call, api) }),
  beforeDelete: (call, api) => {
    if (getObjectMember(api, 'is_system') === true)
      throw badRequest('System resource servers cannot be deleted.', 'operation_not_supported');
    refuseUsedApi(call, api);
  },
};

/** Finds a resource server by its identifier, which the API accepts as id, also doubly encoded (recorded traffic). */
function findByIdentifier(call: ApiCall, id: string): JsonObject | undefined {
  const find = (identifier: string) =>
    call.tenant.state.getCollection('resource-servers').find('identifier', identifier)[0]?.value;
  return find(id) ?? (id.includes('%') ? find(decodeAgain(id)) : undefined);
}

const decodeAgain = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Builds the predefined My Account API if the request has its reserved identifier (recorded traffic). */
function buildPredefinedApi(call: ApiCall, body: JsonObject): JsonObject | undefined {
  const identifier = `https://${call.tenant.domain}/me/`;
  return getString(body, 'identifier') === identifier ? { ...MY_ACCOUNT_API, identifier } : undefined;
}

/** Adds the id of the client of type `resource_server` that represents the API, if there is one (recorded traffic). */
function findLinkedClient(call: ApiCall, api: JsonObject): JsonObject {
  const found = call.tenant.state.getCollection('clients').find('api', getString(api, 'identifier'))[0];
  return found === undefined ? {} : { client_id: found.id };
}

function addDefaults(call: ApiCall, body: JsonObject): JsonObject {
  const symmetric = getString(body, 'signing_alg') === 'HS256';
  return showEncryptionKey({
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
    token_lifetime: 86_400,
    token_lifetime_for_web: 7200,
    signing_alg: 'RS256',
    ...(symmetric ? { signing_secret: call.tenant.ids.makeBase62(32) } : {}),
    ...body,
  });
}

/** Replaces the PEM of the encryption key with its thumbprint. */
function showEncryptionKey(api: JsonObject): JsonObject {
  const encryption = getObject(api, 'token_encryption');
  const key = getObject(encryption, 'encryption_key');
  const pem = getString(key, 'pem');
  if (pem === '') return api;
  const thumbprint = createHash('sha256').update(pem).digest('base64url');
  return {
    ...api,
    token_encryption: { ...encryption, encryption_key: { ...omit(key, ['pem']), thumbprint_sha256: thumbprint } },
  };
}

export const resourceServerEndpoints: EndpointSet = buildCollectionEndpoints(facts);
