import { defineResource } from '../define.ts';

/** Which screens are rendered by code of one's own. */
export const promptScreens = defineResource({
  kind: 'placed',
  type: 'promptScreens',
  noun: 'screen',
  key: ['prompt', 'screen'],
  unique: true,
  path: '/prompts/{prompt}/screen/{screen}/rendering',
  layout: { at: ['prompts', 'screenRenderers'], form: 'list', nested: { at: ['{prompt}', '{screen}'], field: 'body' } },
  echoes: true,
  // Some hundred screens.
  sparse: true,
  relations: [],
  system: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
