import { defineResource } from '../define/define-resource.ts';

/** Which service delivers the messages of the phone factor. */
export const guardianPhoneFactorSelectedProvider = defineResource({
  kind: 'placed',
  type: 'guardianPhoneFactorSelectedProvider',
  noun: 'phone factor provider',
  path: '/guardian/factors/phone/selected-provider',
  replaceMethod: 'PUT',
  scopeStem: 'guardian_factors',
  deployCli: { files: [{ path: 'guardian/phoneFactorSelectedProvider.json' }] },
});
