import { defineResource } from '../define.ts';

export const supplementalSignals = defineResource({
  kind: 'placed',
  type: 'supplementalSignals',
  noun: 'supplemental signals',
  key: [],
  unique: true,
  path: '/supplemental-signals',
  layout: { at: ['supplementalSignals'], form: 'map' },
  relations: [],
  system: [],
  scopes: { read: ['read:attack_protection'], update: ['update:attack_protection'] },
});
