import { defineResource } from '../define/define-resource.ts';

/** What a client may do with an API. */
export const clientGrants = defineResource({
  type: 'clientGrants',
  // A client can have two grants for one API: one for itself and one for its users.
  key: ['client_id', 'audience', 'subject_type'],
  list: { paging: 'checkpoint' },
  systemMarkers: [{ is_system: true }],
  selfField: 'client_id',
  deleteLoses: 'its id and its links to organizations',
  deployCli: { files: [{ path: 'grants/*.json', item: true }] },
});
