import { defineResource } from '../define.ts';

/** Texts of the messages that codes come in. */
export const guardianFactorTemplates = defineResource({
  kind: 'placed',
  type: 'guardianFactorTemplates',
  noun: 'template of a factor',
  key: ['name'],
  unique: true,
  path: '/guardian/factors/{name}/templates',
  layout: { at: ['guardianFactorTemplates'], form: 'list' },
  update: 'PUT',
  relations: [],
  system: [],
  scopes: { read: ['read:guardian_factors'], update: ['update:guardian_factors'] },
});
