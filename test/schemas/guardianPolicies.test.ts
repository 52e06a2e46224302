import { expect, test } from 'vitest';
import { refusals } from './support.ts';

test.each<[string, unknown]>([
  ['never', { policies: [] }],
  ['always', { policies: ['all-applications'] }],
])('accepts %s', (_, value) => {
  expect(refusals('guardianPolicies', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a policy that is not there', { policies: ['sometimes'] }, ['enum /policies/0']],
  ['a bare text', { policies: 'all-applications' }, ['type /policies']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('guardianPolicies', value)).toEqual(expected);
});
