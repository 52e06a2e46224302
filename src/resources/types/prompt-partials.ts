import { unwrapField } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** HTML fragments in the login pages. A write replaces those of all screens of a prompt. Most subscriptions allow five writes a minute. */
export const promptPartials = defineResource({
  kind: 'placed',
  type: 'promptPartials',
  noun: 'partials',
  path: '/prompts/{prompt}/partials',
  layout: { yamlPath: ['prompts', 'partials', '{prompt}'], form: { field: 'partials' } },
  codec: unwrapField('partials'),
  replaceMethod: 'PUT',
  requiresAny: ['customDomains'],
  scopeStem: 'prompts',
  deployCli: { files: [{ path: 'prompts/partials.json', form: 'partials', namedFolder: 'prompts/partials/' }] },
});
