import { unwrapField } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** Texts of the login pages, by language and prompt. A write replaces those of every screen of the prompt. */
export const promptTexts = defineResource({
  kind: 'placed',
  type: 'promptTexts',
  noun: 'custom text',
  key: ['language', 'prompt'],
  path: '/prompts/{prompt}/custom-text/{language}',
  layout: { yamlPath: ['prompts', 'customText', '{language}', '{prompt}'], form: { field: 'texts' } },
  codec: unwrapField('texts'),
  replaceMethod: 'PUT',
  // About forty prompts in about eighty languages.
  exportDeclaredOnly: true,
  scopeStem: 'prompts',
  deployCli: { files: [{ path: 'prompts/custom-text.json' }] },
});
