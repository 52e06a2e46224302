import { defineResource } from '../define/define-resource.ts';

/** Accounts at the services that deliver codes and notifications. */
export const guardianFactorProviders = defineResource({
  kind: 'placed',
  type: 'guardianFactorProviders',
  noun: 'factor provider',
  path: '/guardian/factors/{name}/providers/{provider}',
  pathOverrides: { 'duo|duo': '/guardian/factors/duo/settings' },
  replaceMethod: 'PUT',
  // `sms` is the older name of `phone`.
  aliasKeys: ['sms|twilio'],
  // FCM can be set, but has no `GET`, and every answer is `{}` (recorded traffic).
  writeOnlyKeys: ['push-notification|fcm', 'push-notification|fcmv1'],
  scopeStem: 'guardian_factors',
  deployCli: { files: [{ path: 'guardian/providers/*.json', item: true }] },
});
