import { renameFields } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** Groups of users. The API has no way to create or change one. Names are unique in their connection (SDK types). */
export const groups = defineResource({
  type: 'groups',
  key: ['connection', 'name'],
  list: { paging: 'checkpoint' },
  codec: renameFields({ connection: 'connection_id' }),
  referenceOnly: 'a directory',
  deployCli: { files: [] },
});
