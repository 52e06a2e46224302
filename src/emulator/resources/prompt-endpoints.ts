import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { requireCustomDomain } from '../behaviour/settings/require-custom-domain.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { isEmptyObject } from '../engine/json-objects.ts';
import { buildKeyedTextRoutes } from '../engine/kinds/keyed-text-endpoints.ts';
import { buildSettingRoutes } from '../engine/kinds/setting-endpoints.ts';
import { buildSingletonEndpoints } from '../engine/kinds/singleton-endpoints.ts';

const SCOPES = { readScopes: ['read:prompts'], updateScopes: ['update:prompts'] } as const;

const promptSettings = buildSingletonEndpoints({
  name: 'prompts',
  path: '/prompts',
  ...SCOPES,
  initial: { universal_login_experience: 'new', identifier_first: true },
});

/** Removes screens without texts, as the API does (recorded traffic). */
const omitEmptyScreens = (screens: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(screens).filter(([, texts]) => !isObject(texts) || !isEmptyObject(texts)));

export const promptEndpoints: EndpointSet = {
  routes: [
    ...promptSettings.routes,
    ...buildKeyedTextRoutes({
      name: 'prompt-texts',
      path: '/prompts/{prompt}/custom-text/{language}',
      keys: ['prompt', 'language'],
      ...SCOPES,
    }),
    ...buildKeyedTextRoutes({
      name: 'prompt-partials',
      path: '/prompts/{prompt}/partials',
      keys: ['prompt'],
      ...SCOPES,
      check: (call) => {
        if (call.method === 'PUT') requireCustomDomain(call);
      },
      normalize: omitEmptyScreens,
    }),
    // Name and store links of a custom Guardian app. Undocumented, but used by other tools.
    ...buildSettingRoutes({
      name: 'mfa-push-app',
      paths: ['/prompts/mfa-push'],
      methods: ['GET', 'PATCH'],
      ...SCOPES,
      initial: {},
    }),
  ],
};
