import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([['the template', { template: 'universal_login', body: '<html>{%- auth0:head -%}</html>' }]])(
  'accepts %s',
  (_, value) => {
    expect(findRefusals('brandingTemplates', value)).toEqual([]);
  },
);

test.each<[string, unknown, readonly string[]]>([
  ['another template', { template: 'classic', body: 'x' }, ['const /template']],
  ['an empty page', { template: 'universal_login', body: '' }, ['minLength /body']],
  ['a page over 100 kB', { template: 'universal_login', body: 'x'.repeat(102_401) }, ['maxLength /body']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('brandingTemplates', value)).toEqual(expected);
});
