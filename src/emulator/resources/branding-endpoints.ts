import type { EndpointSet } from '../engine/endpoint-set.ts';
import { buildSingletonEndpoints } from '../engine/kinds/singleton-endpoints.ts';

/** The branding of a new tenant is not recorded; it is assumed to be empty. */
export const brandingEndpoints: EndpointSet = buildSingletonEndpoints({
  name: 'branding',
  path: '/branding',
  readScopes: ['read:branding'],
  updateScopes: ['update:branding'],
  initial: {},
  // Another tool assumes a merge; the API reference does not say.
  patch: { colors: { believed: 'merge' }, font: { believed: 'merge' } },
});
