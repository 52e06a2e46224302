import { defineResource } from '../resource-type.ts';

/** Domains of one's own. To prove them is somebody's work in DNS, which no request can do. */
export const customDomains = defineResource({
  kind: 'collection',
  type: 'customDomains',
  noun: 'custom domain',
  key: ['domain'],
  idField: 'custom_domain_id',
  unique: true,
  path: '/custom-domains',
  list: { path: '/custom-domains', paging: 'none', pageSize: 100 },
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
  relations: [],
  systemMarkers: [],
  deleteLoses: 'every address under it',
  scopes: {
    read: ['read:custom_domains'],
    create: ['create:custom_domains'],
    update: ['update:custom_domains'],
    delete: ['delete:custom_domains'],
  },
});
