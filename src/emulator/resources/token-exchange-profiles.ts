import type { JsonObject } from '../../model/json/json-value.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectsOf, pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest, Refusal } from '../http/refusal.ts';

/** Published limit. */
const MAX_PROFILES = 100;
/** Types of tokens that are not a customer's to define (documentation of custom token exchange). */
const RESERVED = /^(urn:(ietf|auth0|okta):|https?:\/\/(www\.)?(auth0|okta)\.com(\/|$))/i;

const facts: CollectionFacts = {
  name: 'token-exchange-profiles',
  path: '/token-exchange-profiles',
  idMember: 'id',
  newId: (call) => `tep_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:token_exchange_profiles'],
    read: ['read:token_exchange_profiles'],
    create: ['create:token_exchange_profiles'],
    update: ['update:token_exchange_profiles'],
    delete: ['delete:token_exchange_profiles'],
  },
  missing: { message: 'Token exchange profile not found.' },
  indexes: {
    type: (profile) => [textOf(profile, 'subject_token_type')],
    action: (profile) => [textOf(profile, 'action_id')],
  },
  unique: [{ index: 'type', message: 'Token exchange profile with the same subject_token_type already exists' }],
  list: { key: 'token_exchange_profiles', styles: ['checkpoint'] },
  idempotentDelete: true,
  fill: (call, body) => stamped(call, pick(body, ['name', 'type', 'subject_token_type', 'action_id'])),
  refine: (call, after) => restamped(call, after),
  check: (call, profile, before) => {
    if (RESERVED.test(textOf(profile, 'subject_token_type')))
      throw badRequest('The subject_token_type is in a reserved namespace.');
    if (before === undefined) checkNew(call, profile);
  },
};

function checkNew(call: Call, profile: JsonObject): void {
  if (call.tenant.state.collection(facts.name).size >= MAX_PROFILES)
    throw new Refusal(403, 'You reached the limit of entities of this type for this tenant.');
  const action = call.tenant.state.collection('actions').get(textOf(profile, 'action_id'));
  if (action === undefined) throw badRequest('Action not found');
  if (!objectsOf(action, 'supported_triggers').some((one) => textOf(one, 'id') === 'custom-token-exchange'))
    throw badRequest('Action must have supported_triggers: custom-token-exchange');
  if (textOf(action, '$deployed') === '') throw badRequest('Action is not deployed');
}

export const tokenExchangeProfiles: Resource = collectionOf(facts);
