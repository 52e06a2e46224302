import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps, makeFineTimestamp, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest } from '../http/refusal.ts';

const KEY_MEMBERS = ['resource', 'consumer', 'consumer_selector'] as const;
const buildKey = (policy: JsonObject): string => KEY_MEMBERS.map((name) => String(getObjectMember(policy, name))).join(' ');

/** Stricter than the API, which may accept any text: a limit for one client names it by its id. */
function checkClient(call: ApiCall, policy: JsonObject): void {
  const [kind, id = ''] = getString(policy, 'consumer_selector').split(':');
  if (kind === 'client_id' && !call.tenant.state.getCollection('clients').has(id))
    throw badRequest('The client of consumer_selector does not exist.');
}

const facts: CollectionFacts = {
  name: 'rate-limit-policies',
  path: '/rate-limit-policies',
  idMember: 'id',
  makeId: (call) => `rlp_${call.tenant.ids.makeBase58(21)}`,
  scopes: {
    list: ['read:rate_limit_policies'],
    read: ['read:rate_limit_policies'],
    create: ['create:rate_limit_policies'],
    update: ['update:rate_limit_policies'],
    delete: ['delete:rate_limit_policies'],
  },
  missing: { message: 'The rate limit policy does not exist.' },
  indexes: { key: (policy) => [buildKey(policy)] },
  unique: [
    { index: 'key', message: 'A rate limit policy with the same resource, consumer, and consumer_selector already exists.' },
  ],
  list: { key: 'rate_limit_policies', styles: ['checkpoint'] },
  filter: (call) => (policy) =>
    KEY_MEMBERS.every((name) => !call.query.has(name) || call.query.getString(name) === String(getObjectMember(policy, name))),
  check: checkClient,
  fill: (call, body) => addTimestamps(call, body, makeFineTimestamp(call, 3)),
  refine: (call, after) => updateTimestamp(call, after, makeFineTimestamp(call, 3)),
};

export const rateLimitPolicyEndpoints: EndpointSet = buildCollectionEndpoints(facts);
