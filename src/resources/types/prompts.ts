import { defineResource } from '../define.ts';

export const prompts = defineResource({
  kind: 'placed',
  type: 'prompts',
  noun: 'prompt settings',
  key: [],
  unique: true,
  path: '/prompts',
  layout: { at: ['prompts'], form: 'map' },
  relations: [],
  system: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
