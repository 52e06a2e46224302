import { defineResource } from '../resource-type.ts';

/** Texts of the messages that codes come in. */
export const guardianFactorTemplates = defineResource({
  kind: 'placed',
  type: 'guardianFactorTemplates',
  noun: 'template of a factor',
  key: ['name'],
  unique: true,
  path: '/guardian/factors/{name}/templates',
  layout: { yamlPath: ['guardianFactorTemplates'], form: 'list' },
  updateMethod: 'PUT',
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
