import type { EndpointSet } from '../engine/endpoint-set.ts';
import { buildSingletonEndpoints } from '../engine/kinds/singleton-endpoints.ts';

/** What a tenant has before anybody brands it is not recorded; here it is nothing. */
export const brandingEndpoints: EndpointSet = buildSingletonEndpoints({
  name: 'branding',
  path: '/branding',
  readScopes: ['read:branding'],
  updateScopes: ['update:branding'],
  initial: {},
  // What another tool does; the reference does not say.
  patch: { colors: { believed: 'merge' }, font: { believed: 'merge' } },
});
