import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['both messages', { name: 'sms', enrollment_message: '{{code}} to enrol', verification_message: '{{code}} to log in' }],
  ['one message', { name: 'phone', verification_message: '{{code}}' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianFactorTemplates', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a factor without messages', { name: 'otp', verification_message: '{{code}}' }, ['enum /name']],
  ['an empty message', { name: 'phone', enrollment_message: '' }, ['minLength /enrollment_message']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianFactorTemplates', value)).toEqual(expected);
});
