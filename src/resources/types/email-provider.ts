import { addEmptyCredentials, implyFields } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** The service that sends the tenant's email. An update without credentials resets them, so the schema has them sent along. */
export const emailProvider = defineResource({
  kind: 'placed',
  type: 'emailProvider',
  path: '/emails/provider',
  // Without `fields`, the answer contains only the name.
  query: { fields: 'name,enabled,default_from_address,credentials,settings', include_fields: 'true' },
  create: { method: 'POST' },
  codec: implyFields(addEmptyCredentials),
  deleteLoses: 'its credentials',
  deployCli: { files: [{ path: 'emails/provider.json' }] },
});
