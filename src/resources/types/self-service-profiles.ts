import { defineResource } from '../define/define-resource.ts';

/** What customers can set up themselves. */
export const selfServiceProfiles = defineResource({
  type: 'selfServiceProfiles',
  noun: 'self-service profile',
  deleteLoses: 'its tickets',
});
