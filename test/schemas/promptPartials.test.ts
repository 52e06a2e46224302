import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('promptPartials'));

test.each<[string, unknown]>([
  ['parts', { prompt: 'login', partials: { login: { 'form-content-start': '<p>Hello</p>', 'form-content-end': null } } }],
  ['no parts', { prompt: 'signup-id', partials: {} }],
])('accepts %s', (_, value) => {
  expect(findRefusals('promptPartials', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a prompt without parts', { prompt: 'mfa-otp', partials: {} }, ['enum /prompt']],
  [
    'parts without a screen',
    { prompt: 'login', partials: { 'form-content-start': '<p>Hello</p>' } },
    ['type /partials/form-content-start'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('promptPartials', value)).toEqual(expected);
});

test('the API does not keep a screen without parts', () => {
  expect(computeFieldChanges(shape, {}, { partials: { login: {} } }, AS_IS)).toEqual([]);
});
