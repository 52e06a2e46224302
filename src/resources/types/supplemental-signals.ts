import { defineResource } from '../define/define-resource.ts';

/** Signals from other services that attack protection takes into account. */
export const supplementalSignals = defineResource({
  kind: 'placed',
  type: 'supplementalSignals',
  noun: 'supplemental signals',
  scopeStem: 'attack_protection',
  deployCli: { files: [{ path: 'supplemental-signals.json' }, { path: 'supplemental-signals/*.json' }] },
});
