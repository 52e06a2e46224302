import { defineResource } from '../define/define-resource.ts';

/** Settings that all login pages share. */
export const prompts = defineResource({
  kind: 'placed',
  type: 'prompts',
  noun: 'prompt settings',
  deployCli: { files: [{ path: 'prompts/prompts.json' }] },
});
