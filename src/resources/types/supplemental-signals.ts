import { defineResource } from '../resource-type.ts';

export const supplementalSignals = defineResource({
  kind: 'placed',
  type: 'supplementalSignals',
  noun: 'supplemental signals',
  key: [],
  unique: true,
  path: '/supplemental-signals',
  layout: { yamlPath: ['supplementalSignals'], form: 'map' },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:attack_protection'], update: ['update:attack_protection'] },
});
