import { defineResource } from '../define/define-resource.ts';

/** How often clients may call the Authentication API. Only the limit itself can be changed. */
export const rateLimitPolicies = defineResource({
  type: 'rateLimitPolicies',
  noun: 'rate limit',
  key: ['resource', 'consumer', 'consumer_selector'],
  list: { paging: 'checkpoint' },
  deleteLoses: 'its limit',
});
