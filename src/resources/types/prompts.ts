import { defineResource } from '../resource-type.ts';

export const prompts = defineResource({
  kind: 'placed',
  type: 'prompts',
  noun: 'prompt settings',
  key: [],
  unique: true,
  path: '/prompts',
  layout: { yamlPath: ['prompts'], form: 'map' },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
