import { addEmptyCredentials, implyFields } from '../codec.ts';
import { defineResource } from '../define/define-resource.ts';

/** The service that sends text messages and calls. */
export const phoneProviders = defineResource({
  type: 'phoneProviders',
  singleton: true,
  path: '/branding/phone/providers',
  list: { paging: 'none', envelope: 'providers' },
  codec: implyFields(addEmptyCredentials),
  deleteLoses: 'its credentials',
  deployCli: { files: [{ path: 'phone-providers/*.json' }] },
});
