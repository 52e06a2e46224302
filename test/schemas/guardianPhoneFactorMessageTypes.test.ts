import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['none', { message_types: [] }],
  ['both', { message_types: ['sms', 'voice'] }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianPhoneFactorMessageTypes', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a way that is not there', { message_types: ['fax'] }, ['enum /message_types/0']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianPhoneFactorMessageTypes', value)).toEqual(expected);
});
