import type { JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest, Refusal } from '../http/refusal.ts';

/** Profiles per tenant (published limit). */
const MAX_PROFILES = 100;
/** Token types in namespaces reserved for Auth0 (documentation of custom token exchange). */
const RESERVED = /^(urn:(ietf|auth0|okta):|https?:\/\/(www\.)?(auth0|okta)\.com(\/|$))/i;

const facts: CollectionFacts = {
  name: 'token-exchange-profiles',
  path: '/token-exchange-profiles',
  idMember: 'id',
  makeId: (call) => `tep_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:token_exchange_profiles'],
    read: ['read:token_exchange_profiles'],
    create: ['create:token_exchange_profiles'],
    update: ['update:token_exchange_profiles'],
    delete: ['delete:token_exchange_profiles'],
  },
  missing: { message: 'Token exchange profile not found.' },
  indexes: {
    type: (profile) => [getString(profile, 'subject_token_type')],
    action: (profile) => [getString(profile, 'action_id')],
  },
  unique: [{ index: 'type', message: 'Token exchange profile with the same subject_token_type already exists' }],
  list: { key: 'token_exchange_profiles', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => addTimestamps(call, pick(body, ['name', 'type', 'subject_token_type', 'action_id'])),
  refine: (call, after) => updateTimestamp(call, after),
  check: (call, profile, before) => {
    if (RESERVED.test(getString(profile, 'subject_token_type')))
      throw badRequest('The subject_token_type is in a reserved namespace.');
    if (before === undefined) checkNewProfile(call, profile);
  },
};

function checkNewProfile(call: ApiCall, profile: JsonObject): void {
  if (call.tenant.state.getCollection(facts.name).size >= MAX_PROFILES)
    throw new Refusal(403, 'You reached the limit of entities of this type for this tenant.');
  const action = call.tenant.state.getCollection('actions').get(getString(profile, 'action_id'));
  if (action === undefined) throw badRequest('Action not found');
  if (!getObjects(action, 'supported_triggers').some((one) => getString(one, 'id') === 'custom-token-exchange'))
    throw badRequest('Action must have supported_triggers: custom-token-exchange');
  if (getString(action, '$deployed') === '') throw badRequest('Action is not deployed');
}

export const tokenExchangeProfileEndpoints: EndpointSet = buildCollectionEndpoints(facts);
