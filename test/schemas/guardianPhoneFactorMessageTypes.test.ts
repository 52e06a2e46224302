import { expect, test } from 'vitest';
import { refusals } from './support.ts';

test.each<[string, unknown]>([
  ['none', { message_types: [] }],
  ['both', { message_types: ['sms', 'voice'] }],
])('accepts %s', (_, value) => {
  expect(refusals('guardianPhoneFactorMessageTypes', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a way that is not there', { message_types: ['fax'] }, ['enum /message_types/0']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('guardianPhoneFactorMessageTypes', value)).toEqual(expected);
});
