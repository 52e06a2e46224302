import { defineResource } from '../define/define-resource.ts';

/** Templates for the connections that customers set up themselves. A page holds at most ten. */
export const connectionProfiles = defineResource({
  type: 'connectionProfiles',
  list: { paging: 'checkpoint', pageSize: 10 },
  deleteLoses: 'its settings',
});
