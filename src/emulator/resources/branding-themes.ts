import type { Call, Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { conflict, notFound } from '../http/refusal.ts';

const MISSING = { message: 'There was an error retrieving branding settings: invalid theme ID', errorCode: 'theme_not_found' };

const facts: CollectionFacts = {
  name: 'branding-themes',
  path: '/branding/themes',
  itemPath: '/branding/themes/{themeId}',
  idMember: 'themeId',
  newId: (call) => call.tenant.ids.base62(32),
  scopes: {
    read: ['read:branding'],
    create: ['update:branding'],
    update: ['update:branding'],
    delete: ['delete:branding'],
  },
  missing: MISSING,
  status: { create: 200 },
  check: (call, _theme, before) => {
    if (before === undefined && themesOf(call).length > 0)
      throw conflict('There was an error updating branding settings: The theme already exists', 'theme_already_exists');
  },
};

const themesOf = (call: Call) => [...call.tenant.state.collection(facts.name).entries()];

/** A tenant has one theme at most: it is the default. */
const defaultTheme: Route = {
  method: 'GET',
  path: '/branding/themes/default',
  scopes: ['read:branding'],
  handle: (call) => {
    const [theme] = themesOf(call);
    if (theme === undefined) throw notFound(MISSING.message, MISSING.errorCode);
    return ok(theme.value);
  },
};

export const brandingThemes: Resource = collectionOf(facts, [defaultTheme]);
