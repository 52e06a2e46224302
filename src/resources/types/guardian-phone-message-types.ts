import { defineResource } from '../define/define-resource.ts';

/** How the phone factor reaches people: by text message, by voice call or both. */
export const guardianPhoneFactorMessageTypes = defineResource({
  kind: 'placed',
  type: 'guardianPhoneFactorMessageTypes',
  noun: 'phone factor message types',
  path: '/guardian/factors/phone/message-types',
  replaceMethod: 'PUT',
  scopeStem: 'guardian_factors',
  deployCli: { files: [{ path: 'guardian/phoneFactorMessageTypes.json' }] },
});
