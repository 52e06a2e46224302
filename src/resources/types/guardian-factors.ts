import { defineResource } from '../define.ts';
import { withoutFields } from '../words.ts';

/** Factors of multi-factor authentication: a fixed set, each switched on or off. */
export const guardianFactors = defineResource({
  kind: 'collection',
  type: 'guardianFactors',
  noun: 'factor',
  key: ['name'],
  id: 'name',
  unique: true,
  path: '/guardian/factors',
  list: { path: '/guardian/factors', paging: 'none', pageSize: 100 },
  onlyListed: true,
  // The path says which one it is.
  words: withoutFields('name'),
  update: 'PUT',
  relations: [],
  system: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
