import { createHash } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { checkScopes, checkScopesInUse, checkSystemPatch, refuseUsedApi } from '../behaviour/api-rules.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { MY_ACCOUNT_API } from '../facts/fresh-apis.ts';
import { badRequest } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'resource-servers',
  path: '/resource-servers',
  idMember: 'id',
  newId: (call) => call.tenant.ids.hex(24),
  scopes: {
    list: ['read:resource_servers'],
    read: ['read:resource_servers'],
    create: ['create:resource_servers'],
    update: ['update:resource_servers'],
    delete: ['delete:resource_servers'],
  },
  missing: { message: 'The resource server does not exist', errorCode: 'inexistent_resource_server' },
  indexes: { identifier: (api) => [textOf(api, 'identifier')] },
  unique: [
    {
      index: 'identifier',
      message: 'A resource server with the same identifier already exists.',
      errorCode: 'resource_server_conflict',
    },
  ],
  list: { key: 'resource_servers', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  filter: (call) => {
    const wanted = call.query.list('identifiers');
    return wanted === undefined ? undefined : (api) => wanted.includes(textOf(api, 'identifier'));
  },
  idempotentDelete: true,
  locate: (call, id) => byIdentifier(call, id),
  // Recorded traffic.
  patch: { token_encryption: 'replace', proof_of_possession: 'replace' },
  fill: (call, body) => predefined(call, body) ?? withDefaults(call, body),
  refine: (_call, after) => shaped(after),
  check: (call, api, before, body) => {
    if (before !== undefined) checkSystemPatch(call, before, body);
    checkScopes(api);
    if (before !== undefined) checkScopesInUse(call, api, before);
  },
  show: (call, api) => ({ ...api, ...linkedClient(call, api) }),
  removing: (call, api) => {
    if (getObjectMember(api, 'is_system') === true)
      throw badRequest('System resource servers cannot be deleted.', 'operation_not_supported');
    refuseUsedApi(call, api);
  },
};

/** The identifier stands in for the id, also encoded twice (recorded traffic). */
function byIdentifier(call: Call, id: string): JsonObject | undefined {
  const find = (identifier: string) => call.tenant.state.collection('resource-servers').find('identifier', identifier)[0]?.value;
  return find(id) ?? (id.includes('%') ? find(decodedAgain(id)) : undefined);
}

const decodedAgain = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Creating the API with the reserved identifier of the My Account API gives that API as it is predefined (recorded traffic). */
function predefined(call: Call, body: JsonObject): JsonObject | undefined {
  const identifier = `https://${call.tenant.domain}/me/`;
  return textOf(body, 'identifier') === identifier ? { ...MY_ACCOUNT_API, identifier } : undefined;
}

/** A client of type `resource_server` that stands for the API (recorded traffic). */
function linkedClient(call: Call, api: JsonObject): JsonObject {
  const found = call.tenant.state.collection('clients').find('api', textOf(api, 'identifier'))[0];
  return found === undefined ? {} : { client_id: found.id };
}

function withDefaults(call: Call, body: JsonObject): JsonObject {
  const symmetric = textOf(body, 'signing_alg') === 'HS256';
  return shaped({
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
    token_lifetime: 86_400,
    token_lifetime_for_web: 7200,
    signing_alg: 'RS256',
    ...(symmetric ? { signing_secret: call.tenant.ids.base62(32) } : {}),
    ...body,
  });
}

/** The encryption key's text is not echoed; its thumbprint is. */
function shaped(api: JsonObject): JsonObject {
  const encryption = objectOf(api, 'token_encryption');
  const key = objectOf(encryption, 'encryption_key');
  const pem = textOf(key, 'pem');
  if (pem === '') return api;
  const thumbprint = createHash('sha256').update(pem).digest('base64url');
  return {
    ...api,
    token_encryption: { ...encryption, encryption_key: { ...without(key, ['pem']), thumbprint_sha256: thumbprint } },
  };
}

export const resourceServers: Resource = collectionOf(facts);
