import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { conflict, notFound } from '../http/refusal.ts';

const THEME_NOT_FOUND = {
  message: 'There was an error retrieving branding settings: invalid theme ID',
  errorCode: 'theme_not_found',
};

const facts: CollectionFacts = {
  name: 'branding-themes',
  path: '/branding/themes',
  itemPath: '/branding/themes/{themeId}',
  idMember: 'themeId',
  makeId: (call) => call.tenant.ids.makeBase62(32),
  scopes: {
    read: ['read:branding'],
    create: ['update:branding'],
    update: ['update:branding'],
    delete: ['delete:branding'],
  },
  missing: THEME_NOT_FOUND,
  status: { create: 200 },
  check: (call, _theme, before) => {
    if (before === undefined && listThemes(call).length > 0)
      throw conflict('There was an error updating branding settings: The theme already exists', 'theme_already_exists');
  },
};

const listThemes = (call: ApiCall) => [...call.tenant.state.getCollection(facts.name).entries()];

/** A tenant has at most one theme, which is the default. */
const defaultTheme: Route = {
  method: 'GET',
  path: '/branding/themes/default',
  scopes: ['read:branding'],
  handle: (call) => {
    const [theme] = listThemes(call);
    if (theme === undefined) throw notFound(THEME_NOT_FOUND.message, THEME_NOT_FOUND.errorCode);
    return answerOk(theme.value);
  },
};

export const brandingThemeEndpoints: EndpointSet = buildCollectionEndpoints(facts, [defaultTheme]);
