import { defineResource } from '../define/define-resource.ts';

/** Steps that forms run in the background. */
export const flows = defineResource({
  type: 'flows',
  unique: false,
  listsSummaries: true,
  deleteLoses: 'its executions',
  deployCli: { files: [{ path: 'flows/*.json', item: true, besideYaml: true }] },
});
