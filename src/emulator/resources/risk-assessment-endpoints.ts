import type { JsonObject } from '../../model/json/json-value.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { buildSingletonEndpoints } from '../engine/kinds/singleton-endpoints.ts';

/** Initial settings. `false` and 30 days are recorded, the default of supplemental signals is assumed. */
const INITIAL: Readonly<Record<string, JsonObject>> = {
  '/risk-assessments/settings': { enabled: false },
  '/risk-assessments/settings/new-device': { remember_for: 30 },
  '/supplemental-signals': { akamai_enabled: false },
};

export const riskAssessmentEndpoints: EndpointSet = {
  routes: Object.entries(INITIAL).flatMap(
    ([path, initial]) =>
      buildSingletonEndpoints({
        name: path.slice(1),
        path,
        readScopes: ['read:attack_protection'],
        updateScopes: ['update:attack_protection'],
        initial,
      }).routes,
  ),
};
