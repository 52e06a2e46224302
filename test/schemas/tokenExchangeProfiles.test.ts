import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  [
    'a profile',
    { name: 'Legacy tokens', subject_token_type: 'urn:acme:legacy', action_id: 'Check legacy', type: 'custom_authentication' },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('tokenExchangeProfiles', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a short name',
    { name: 'a', subject_token_type: 'urn:acme:legacy', action_id: 'Check legacy', type: 'custom_authentication' },
    ['minLength /name'],
  ],
  [
    'a kind that is not there',
    { name: 'Legacy tokens', subject_token_type: 'urn:acme:legacy', action_id: 'Check legacy', type: 'custom' },
    ['enum /type'],
  ],
  ['no action', { name: 'Legacy tokens', subject_token_type: 'urn:acme:legacy', type: 'custom_authentication' }, ['required ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('tokenExchangeProfiles', value)).toEqual(expected);
});
