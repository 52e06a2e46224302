import { defineResource } from '../define.ts';

/** Domains of one's own. To prove them is somebody's work in DNS, which no request can do. */
export const customDomains = defineResource({
  kind: 'collection',
  type: 'customDomains',
  noun: 'custom domain',
  key: ['domain'],
  id: 'custom_domain_id',
  unique: true,
  path: '/custom-domains',
  list: { path: '/custom-domains', paging: 'none', pageSize: 100 },
  effect: {
    field: 'is_default',
    running: 'is_default',
    send: { method: 'PATCH', path: '/custom-domains/default' },
    body: ['domain'],
    needs: {
      member: 'status',
      is: 'ready',
      how: 'Apply without it, make the entries in DNS and verify the domain, then declare it.',
    },
    exclusive: true,
  },
  relations: [],
  system: [],
  loses: 'every address under it',
  scopes: {
    read: ['read:custom_domains'],
    create: ['create:custom_domains'],
    update: ['update:custom_domains'],
    delete: ['delete:custom_domains'],
  },
});
