import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['a factor', { name: 'webauthn-roaming', enabled: true }],
  ['what the API adds', { name: 'sms', enabled: false, trial_expired: true }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianFactors', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a factor that is not there', { name: 'smoke-signals', enabled: true }, ['enum /name']],
  ['a switch as a text', { name: 'otp', enabled: 'true' }, ['type /enabled']],
  ['a factor without a name', { enabled: true }, ['required ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianFactors', value)).toEqual(expected);
});
