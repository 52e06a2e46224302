import { defineResource } from '../define/define-resource.ts';

/** Domains that belong to the customer. Verifying one means changing DNS, which no request to the API can do. */
export const customDomains = defineResource({
  type: 'customDomains',
  key: ['domain'],
  idField: 'custom_domain_id',
  list: { paging: 'none' },
  activation: {
    field: 'is_default',
    activeMember: 'is_default',
    request: { method: 'PATCH', path: '/custom-domains/default' },
    bodyFields: ['domain'],
    prerequisite: {
      member: 'status',
      is: 'ready',
      hint: 'Apply without it, make the entries in DNS and verify the domain, then declare it.',
    },
    exclusive: true,
  },
  deleteLoses: 'every address under it',
});
