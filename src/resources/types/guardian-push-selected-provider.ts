import { defineResource } from '../define/define-resource.ts';

/** Which service delivers push notifications. The path for `sms` has no type of its own: it is an older name of the one for `phone`. */
export const guardianPushFactorSelectedProvider = defineResource({
  kind: 'placed',
  type: 'guardianPushFactorSelectedProvider',
  noun: 'push factor provider',
  path: '/guardian/factors/push-notification/selected-provider',
  replaceMethod: 'PUT',
  scopeStem: 'guardian_factors',
});
