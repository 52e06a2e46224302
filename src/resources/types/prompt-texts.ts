import { defineResource } from '../define.ts';
import { onlyField } from '../words.ts';

/** Texts of the login pages, by language and prompt. A write replaces those of all screens of the prompt. */
export const promptTexts = defineResource({
  kind: 'placed',
  type: 'promptTexts',
  noun: 'custom text',
  key: ['language', 'prompt'],
  unique: true,
  path: '/prompts/{prompt}/custom-text/{language}',
  layout: { at: ['prompts', 'customText', '{language}', '{prompt}'], form: { field: 'texts' } },
  words: onlyField('texts'),
  update: 'PUT',
  // Some forty prompts in some eighty languages.
  sparse: true,
  relations: [],
  system: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
