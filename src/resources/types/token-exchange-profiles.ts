import { defineResource } from '../define/define-resource.ts';

/** Kinds of external tokens that can be exchanged, and the action that does it. */
export const tokenExchangeProfiles = defineResource({
  type: 'tokenExchangeProfiles',
  list: { paging: 'checkpoint' },
  deleteLoses: 'its link to the action',
});
