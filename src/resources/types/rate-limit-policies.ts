import { defineResource } from '../define.ts';

/** How often clients may ask the Authentication API. Only the limit itself can be changed. */
export const rateLimitPolicies = defineResource({
  kind: 'collection',
  type: 'rateLimitPolicies',
  noun: 'rate limit',
  key: ['resource', 'consumer', 'consumer_selector'],
  id: 'id',
  unique: true,
  path: '/rate-limit-policies',
  list: { path: '/rate-limit-policies', envelope: 'rate_limit_policies', paging: 'checkpoint', pageSize: 100 },
  relations: [],
  system: [],
  loses: 'the limit',
  scopes: {
    read: ['read:rate_limit_policies'],
    create: ['create:rate_limit_policies'],
    update: ['update:rate_limit_policies'],
    delete: ['delete:rate_limit_policies'],
  },
});
