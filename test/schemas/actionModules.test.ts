import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  [
    'a module',
    {
      name: 'helper',
      code: 'module.exports = {};',
      dependencies: [{ name: 'axios', version: '1.6.0' }],
      secrets: [{ name: 'KEY', value: 'canary' }],
      all_changes_published: true,
    },
  ],
  [
    'what only the API answers',
    { name: 'helper', latest_version_number: 2, actions_using_module_total: 1, latest_version: null },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('actionModules', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no name', { code: '' }, ['required ']],
  ['a package without a version', { name: 'helper', dependencies: [{ name: 'axios' }] }, ['required /dependencies/0']],
  ['code over 64 kB', { name: 'helper', code: 'x'.repeat(65_537) }, ['maxLength /code']],
  ['an order instead of a state', { name: 'helper', publish: true }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('actionModules', value)).toEqual(expected);
});
