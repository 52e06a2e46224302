import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { requireCustomDomain } from '../behaviour/settings/needs-custom-domain.ts';
import { keyedTextRoutes } from '../engine/kinds/keyed-text.ts';
import { settingRoutes } from '../engine/kinds/setting.ts';
import { singletonOf } from '../engine/kinds/singleton.ts';
import { isEmptyObject } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';

const SCOPES = { readScopes: ['read:prompts'], updateScopes: ['update:prompts'] } as const;

const settings = singletonOf({
  name: 'prompts',
  path: '/prompts',
  ...SCOPES,
  initial: { universal_login_experience: 'new', identifier_first: true },
});

/** A screen without texts is not kept (recorded traffic). */
const withoutEmptyScreens = (screens: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(screens).filter(([, texts]) => !isObject(texts) || !isEmptyObject(texts)));

export const prompts: Resource = {
  routes: [
    ...settings.routes,
    ...keyedTextRoutes({
      name: 'prompt-texts',
      path: '/prompts/{prompt}/custom-text/{language}',
      keys: ['prompt', 'language'],
      ...SCOPES,
    }),
    ...keyedTextRoutes({
      name: 'prompt-partials',
      path: '/prompts/{prompt}/partials',
      keys: ['prompt'],
      ...SCOPES,
      check: (call) => {
        if (call.method === 'PUT') requireCustomDomain(call);
      },
      kept: withoutEmptyScreens,
    }),
    // The name and store links of a custom Guardian app. Not in the API reference, but tools read and write it.
    ...settingRoutes({ name: 'mfa-push-app', paths: ['/prompts/mfa-push'], methods: ['GET', 'PATCH'], ...SCOPES, initial: {} }),
  ],
};
