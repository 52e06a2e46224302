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
      hint: 'Remove "is_default" and apply. Then add the DNS records, verify the domain and declare it again.',
    },
    exclusive: true,
  },
  deleteLoses: 'its certificate and its DNS verification',
  deployCli: { files: [{ path: 'custom-domains/*.json' }] },
});
