import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { fineStamp, restamped, stamped } from '../behaviour/timestamps.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import type { Resource } from '../engine/resource.ts';

const KEY = ['resource', 'consumer', 'consumer_selector'] as const;
const keyOf = (policy: JsonObject): string => KEY.map((name) => String(getObjectMember(policy, name))).join(' ');

const facts: CollectionFacts = {
  name: 'rate-limit-policies',
  path: '/rate-limit-policies',
  idMember: 'id',
  newId: (call) => `rlp_${call.tenant.ids.base58(21)}`,
  scopes: {
    list: ['read:rate_limit_policies'],
    read: ['read:rate_limit_policies'],
    create: ['create:rate_limit_policies'],
    update: ['update:rate_limit_policies'],
    delete: ['delete:rate_limit_policies'],
  },
  missing: { message: 'The rate limit policy does not exist.' },
  indexes: { key: (policy) => [keyOf(policy)] },
  unique: [
    { index: 'key', message: 'A rate limit policy with the same resource, consumer, and consumer_selector already exists.' },
  ],
  list: { key: 'rate_limit_policies', styles: ['checkpoint'] },
  filter: (call) => (policy) =>
    KEY.every((name) => !call.query.has(name) || call.query.text(name) === String(getObjectMember(policy, name))),
  fill: (call, body) => stamped(call, body, fineStamp(call, 3)),
  refine: (call, after) => restamped(call, after, fineStamp(call, 3)),
};

export const rateLimitPolicies: Resource = collectionOf(facts);
