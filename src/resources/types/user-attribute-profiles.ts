import { defineResource } from '../define/define-resource.ts';

/** How user attributes map to those of other systems. A page holds at most ten. */
export const userAttributeProfiles = defineResource({
  type: 'userAttributeProfiles',
  list: { paging: 'checkpoint', pageSize: 10 },
  deleteLoses: 'its mappings',
});
