import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('selfServiceProfiles'));

test.each<[string, unknown]>([
  [
    'a profile',
    {
      name: 'Customers',
      description: 'SSO',
      allowed_strategies: ['oidc', 'samlp'],
      branding: { logo_url: 'https://acme.test/logo.png', colors: { primary: '#0059d6' } },
      user_attributes: [{ name: 'email', description: 'E-mail', is_optional: false }],
    },
  ],
  [
    'a user attribute profile',
    { name: 'Customers', user_attribute_profile_id: 'Standard', user_attributes: null, branding: null, description: null },
  ],
  ['texts', { name: 'Customers', customText: { en: { 'get-started': { introduction: 'Hello', title: null } } } }],
  ['no texts of a page', { name: 'Customers', customText: { en: { 'get-started': null } } }],
  ['no texts', { name: 'Customers', customText: null }],
])('accepts %s', (_, value) => {
  expect(findRefusals('selfServiceProfiles', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a strategy that is not there', { name: 'Customers', allowed_strategies: ['github'] }, ['enum /allowed_strategies/0']],
  ['a logo without https', { name: 'Customers', branding: { logo_url: 'http://acme.test' } }, ['pattern /branding/logo_url']],
  [
    'an attribute without a description',
    { name: 'Customers', user_attributes: [{ name: 'email', is_optional: true }] },
    ['required /user_attributes/0'],
  ],
  [
    'a text that is too long',
    { name: 'Customers', customText: { en: { 'get-started': { introduction: 'x'.repeat(2001) } } } },
    ['maxLength /customText/en/get-started/introduction'],
  ],
  ['texts in another language', { name: 'Customers', customText: { de: {} } }, ['additionalProperties /customText']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('selfServiceProfiles', value)).toEqual(expected);
});

test('no attributes are none: the API answers an empty list', () => {
  expect(computeFieldChanges(shape, { user_attributes: [] }, { user_attributes: null }, AS_IS)).toEqual([]);
});
