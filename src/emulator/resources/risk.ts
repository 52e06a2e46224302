import type { JsonObject } from '../../model/json/json-value.ts';
import { singletonOf } from '../engine/kinds/singleton.ts';
import type { Resource } from '../engine/resource.ts';

/** Settings that belong to attack protection by their scopes. `false` and 30 days are recorded, the signals' default is not. */
const INITIAL: Readonly<Record<string, JsonObject>> = {
  '/risk-assessments/settings': { enabled: false },
  '/risk-assessments/settings/new-device': { remember_for: 30 },
  '/supplemental-signals': { akamai_enabled: false },
};

export const risk: Resource = {
  routes: Object.entries(INITIAL).flatMap(
    ([path, initial]) =>
      singletonOf({
        name: path.slice(1),
        path,
        readScopes: ['read:attack_protection'],
        updateScopes: ['update:attack_protection'],
        initial,
      }).routes,
  ),
};
