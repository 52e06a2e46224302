import { defineResource } from '../define/define-resource.ts';

/** Which screens are rendered by custom code. */
export const promptScreens = defineResource({
  kind: 'placed',
  type: 'promptScreens',
  noun: 'screen',
  path: '/prompts/{prompt}/screen/{screen}/rendering',
  layout: {
    yamlPath: ['prompts', 'screenRenderers'],
    form: 'list',
    nested: { yamlPath: ['{prompt}', '{screen}'], field: 'body' },
  },
  answersWithRequest: true,
  // There are more than a hundred screens.
  exportDeclaredOnly: true,
  scopeStem: 'prompts',
  deployCli: { files: [{ path: 'prompts/screenRenderSettings/*.json', item: true, besideYaml: true }] },
});
