import { defineResource } from '../resource-type.ts';

/** Which screens are rendered by code of one's own. */
export const promptScreens = defineResource({
  kind: 'placed',
  type: 'promptScreens',
  noun: 'screen',
  key: ['prompt', 'screen'],
  unique: true,
  path: '/prompts/{prompt}/screen/{screen}/rendering',
  layout: {
    yamlPath: ['prompts', 'screenRenderers'],
    form: 'list',
    nested: { yamlPath: ['{prompt}', '{screen}'], field: 'body' },
  },
  answersWithRequest: true,
  // Some hundred screens.
  exportDeclaredOnly: true,
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:prompts'], update: ['update:prompts'] },
});
