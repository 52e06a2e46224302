import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['codes by e-mail', { name: 'email', otp_length: 6, otp_expiration_time: 300 }],
  ['one setting', { name: 'phone', otp_length: 8 }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianFactorSettings', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a factor without settings', { name: 'otp', otp_length: 6 }, ['enum /name']],
  ['no name', { otp_length: 6 }, ['required ']],
  ['half a digit', { name: 'email', otp_length: 6.5 }, ['type /otp_length']],
  ['a code that is never valid', { name: 'email', otp_expiration_time: 0 }, ['minimum /otp_expiration_time']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianFactorSettings', value)).toEqual(expected);
});
