import { defineResource } from '../define/define-resource.ts';

/** Custom pages in the middle of a login. */
export const forms = defineResource({
  type: 'forms',
  unique: false,
  listsSummaries: true,
  deleteLoses: 'its pages',
  deployCli: { files: [{ path: 'forms/*.json', item: true, besideYaml: true }] },
});
