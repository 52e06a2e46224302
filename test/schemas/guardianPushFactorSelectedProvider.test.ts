import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each(['guardian', 'sns', 'direct'])('accepts %s', (provider) => {
  expect(findRefusals('guardianPushFactorSelectedProvider', { provider })).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a provider of the phone factor', { provider: 'twilio' }, ['enum /provider']],
  ['none', { provider: null }, ['enum /provider', 'type /provider']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianPushFactorSelectedProvider', value)).toEqual(expected);
});
