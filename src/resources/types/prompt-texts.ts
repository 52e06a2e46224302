import { unwrapField } from '../codec.ts';
import { defineResource } from '../resource-type.ts';

/** Texts of the login pages, by language and prompt. A write replaces those of all screens of the prompt. */
export const promptTexts = defineResource({
  kind: 'placed',
  type: 'promptTexts',
  noun: 'custom text',
  key: ['language', 'prompt'],
  unique: true,
  path: '/prompts/{prompt}/custom-text/{language}',
  layout: { yamlPath: ['prompts', 'customText', '{language}', '{prompt}'], form: { field: 'texts' } },
  codec: unwrapField('texts'),
  updateMethod: 'PUT',
  // Some forty prompts in some eighty languages.
  exportDeclaredOnly: true,
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
