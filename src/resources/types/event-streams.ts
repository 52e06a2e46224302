import { defineResource } from '../define/define-resource.ts';

/** Where events of users and organizations are sent. */
export const eventStreams = defineResource({
  type: 'eventStreams',
  list: { paging: 'checkpoint', envelope: 'eventStreams' },
  deleteLoses: 'undelivered events',
});
