import { defineResource } from '../define/define-resource.ts';

/** How the risk of a login is assessed: two sets of settings under one key. */
export const riskAssessment = defineResource({
  kind: 'placed',
  type: 'riskAssessment',
  noun: 'risk assessment setting',
  path: '/risk-assessments/{name}',
  pathOverrides: { new_device: '/risk-assessments/settings/new-device' },
  layout: { yamlPath: ['riskAssessment', '{name}'], form: 'map' },
  scopeStem: 'attack_protection',
  deployCli: {
    files: [{ path: 'risk-assessment/settings.json' }, { path: 'risk-assessment/new-device.json', member: 'new_device' }],
  },
});
