import { unwrapField } from '../codec.ts';
import { defineResource } from '../resource-type.ts';

/** Pieces of HTML in the login pages. A write replaces those of all screens of the prompt; most subscriptions allow five a minute. */
export const promptPartials = defineResource({
  kind: 'placed',
  type: 'promptPartials',
  noun: 'partials',
  key: ['prompt'],
  unique: true,
  path: '/prompts/{prompt}/partials',
  layout: { yamlPath: ['prompts', 'partials', '{prompt}'], form: { field: 'partials' } },
  codec: unwrapField('partials'),
  updateMethod: 'PUT',
  requiresAny: ['customDomains'],
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
