import { omitFields } from '../codec.ts';
import { defineResource } from '../resource-type.ts';

/** Factors of multi-factor authentication: a fixed set, each switched on or off. */
export const guardianFactors = defineResource({
  kind: 'collection',
  type: 'guardianFactors',
  noun: 'factor',
  key: ['name'],
  idField: 'name',
  unique: true,
  path: '/guardian/factors',
  list: { path: '/guardian/factors', paging: 'none', pageSize: 100 },
  listOnly: true,
  // The path says which one it is.
  codec: omitFields('name'),
  updateMethod: 'PUT',
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
