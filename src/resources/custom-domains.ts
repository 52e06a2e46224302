import { defineResource } from './define.ts';

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
