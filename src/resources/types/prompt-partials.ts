import { defineResource } from '../define.ts';
import { onlyField } from '../words.ts';

/** Pieces of HTML in the login pages. A write replaces those of all screens of the prompt; most subscriptions allow five a minute. */
export const promptPartials = defineResource({
  kind: 'placed',
  type: 'promptPartials',
  noun: 'partials',
  key: ['prompt'],
  unique: true,
  path: '/prompts/{prompt}/partials',
  layout: { at: ['prompts', 'partials', '{prompt}'], form: { field: 'partials' } },
  words: onlyField('partials'),
  update: 'PUT',
  builtOn: ['customDomains'],
  relations: [],
  system: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
