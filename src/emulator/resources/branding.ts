import { singletonOf } from '../engine/kinds/singleton.ts';
import type { Resource } from '../engine/resource.ts';

/** What a tenant has before anybody brands it is not recorded; here it is nothing. */
export const branding: Resource = singletonOf({
  name: 'branding',
  path: '/branding',
  readScopes: ['read:branding'],
  updateScopes: ['update:branding'],
  initial: {},
  // What another tool does; the reference does not say.
  patch: { colors: { believed: 'merge' }, font: { believed: 'merge' } },
});
