import { defineResource } from '../define/define-resource.ts';

/** Where the tenant's log is sent. The destination and its secrets are in the `sink`. */
export const logStreams = defineResource({
  type: 'logStreams',
  unique: false,
  list: { paging: 'none' },
  deleteLoses: 'its position in the log: a new stream starts with new events',
});
