import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('promptPartials'));

test.each<[string, unknown]>([
  ['parts', { prompt: 'login', partials: { login: { 'form-content-start': '<p>Hello</p>', 'form-content-end': null } } }],
  ['no parts', { prompt: 'signup-id', partials: {} }],
])('accepts %s', (_, value) => {
  expect(refusals('promptPartials', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a prompt without parts', { prompt: 'mfa-otp', partials: {} }, ['enum /prompt']],
  [
    'parts without a screen',
    { prompt: 'login', partials: { 'form-content-start': '<p>Hello</p>' } },
    ['type /partials/form-content-start'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(refusals('promptPartials', value)).toEqual(expected);
});

test('the API does not keep a screen without parts', () => {
  expect(fieldChanges(shape, {}, { partials: { login: {} } }, WIRE)).toEqual([]);
});
