import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('guardianFactorProviders'));

test.each<[string, unknown]>([
  [
    'Twilio',
    { name: 'phone', provider: 'twilio', sid: 'AC1', auth_token: 'canary', messaging_service_sid: null, from: '+15550100' },
  ],
  ['Twilio by its older name', { name: 'sms', provider: 'twilio', sid: 'AC1' }],
  [
    'SNS',
    {
      name: 'push-notification',
      provider: 'sns',
      aws_access_key_id: 'id',
      aws_secret_access_key: 'canary',
      aws_region: 'us-west-1',
      sns_apns_platform_application_arn: 'arn',
      sns_gcm_platform_application_arn: null,
    },
  ],
  [
    'APNS',
    { name: 'push-notification', provider: 'apns', bundle_id: 'test.acme.app', sandbox: false, p12: 'canary', enabled: true },
  ],
  ['FCM', { name: 'push-notification', provider: 'fcmv1', server_credentials: 'canary' }],
  ["FCM's older API", { name: 'push-notification', provider: 'fcm', server_key: 'canary' }],
  ['Duo', { name: 'duo', provider: 'duo', ikey: 'key', skey: 'canary', host: 'api.duo.test' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianFactorProviders', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a provider of another factor', { name: 'sms', provider: 'sns' }, ['enum /provider']],
  ['a field of another provider', { name: 'phone', provider: 'twilio', bundle_id: 'test.acme.app' }, ['type /bundle_id']],
  [
    'credentials of the newer FCM for the older one',
    { name: 'push-notification', provider: 'fcm', server_credentials: 'x' },
    ['type /server_credentials'],
  ],
  [
    'a key that is too long',
    { name: 'push-notification', provider: 'fcm', server_key: 'x'.repeat(153) },
    ['maxLength /server_key'],
  ],
  ['no provider', { name: 'phone', sid: 'AC1' }, ['required ']],
  ['a region that is not there', { name: 'push-notification', provider: 'sns', aws_region: 'moon-1' }, ['pattern /aws_region']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianFactorProviders', value)).toEqual(expected);
});

test.each([
  { provider: 'twilio', auth_token: 'canary' },
  { provider: 'sns', aws_secret_access_key: 'canary' },
  { provider: 'apns', p12: 'canary' },
  { provider: 'fcm', server_key: 'canary' },
  { provider: 'fcmv1', server_credentials: 'canary' },
  { provider: 'duo', skey: 'canary' },
])('the secret of $provider is never shown', (fields) => {
  expect(JSON.stringify(maskResource(shape, fields, new Set()))).not.toContain('canary');
});
