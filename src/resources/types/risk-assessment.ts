import { defineResource } from '../resource-type.ts';

/** How the risk of a login is judged: two places under one key in a definition. */
export const riskAssessment = defineResource({
  kind: 'placed',
  type: 'riskAssessment',
  noun: 'part of risk assessment',
  key: ['name'],
  unique: true,
  path: '/risk-assessments/{name}',
  pathOverrides: { new_device: '/risk-assessments/settings/new-device' },
  layout: { yamlPath: ['riskAssessment', '{name}'], form: 'map' },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:attack_protection'], update: ['update:attack_protection'] },
});
