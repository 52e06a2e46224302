import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['never', { policies: [] }],
  ['always', { policies: ['all-applications'] }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianPolicies', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a policy that is not there', { policies: ['sometimes'] }, ['enum /policies/0']],
  ['a bare text', { policies: 'all-applications' }, ['type /policies']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianPolicies', value)).toEqual(expected);
});
