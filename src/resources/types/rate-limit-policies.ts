import { defineResource } from '../resource-type.ts';

/** How often clients may ask the Authentication API. Only the limit itself can be changed. */
export const rateLimitPolicies = defineResource({
  kind: 'collection',
  type: 'rateLimitPolicies',
  noun: 'rate limit',
  key: ['resource', 'consumer', 'consumer_selector'],
  idField: 'id',
  unique: true,
  path: '/rate-limit-policies',
  list: { path: '/rate-limit-policies', envelope: 'rate_limit_policies', paging: 'checkpoint', pageSize: 100 },
  relations: [],
  systemMarkers: [],
  deleteLoses: 'the limit',
  scopes: {
    read: ['read:rate_limit_policies'],
    create: ['create:rate_limit_policies'],
    update: ['update:rate_limit_policies'],
    delete: ['delete:rate_limit_policies'],
  },
});
