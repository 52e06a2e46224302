import { expect, test } from 'vitest';
import { refusals } from './support.ts';

test.each<[string, unknown]>([
  ['Auth0', { provider: 'auth0' }],
  ['an action', { provider: 'phone-message-hook' }],
])('accepts %s', (_, value) => {
  expect(refusals('guardianPhoneFactorSelectedProvider', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([['a provider that is not there', { provider: 'carrier' }, ['enum /provider']]])(
  'refuses %s',
  (_, value, expected) => {
    expect(refusals('guardianPhoneFactorSelectedProvider', value)).toEqual(expected);
  },
);
