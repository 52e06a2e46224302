import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['Auth0', { provider: 'auth0' }],
  ['an action', { provider: 'phone-message-hook' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianPhoneFactorSelectedProvider', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([['a provider that is not there', { provider: 'carrier' }, ['enum /provider']]])(
  'refuses %s',
  (_, value, expected) => {
    expect(findRefusals('guardianPhoneFactorSelectedProvider', value)).toEqual(expected);
  },
);
