import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('promptTexts'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

test.each<[string, unknown]>([
  ['texts', { language: 'en', prompt: 'login', texts: { login: { title: 'Hello', description: 'Log in to ${clientName}' } } }],
  ['no texts', { language: 'pt-BR', prompt: 'mfa-otp', texts: {} }],
  ['texts that are taken away', { language: 'de', prompt: 'login', texts: { login: { title: null }, other: null } }],
])('accepts %s', (_, value) => {
  expect(findRefusals('promptTexts', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a prompt that is not there',
    { language: 'en', prompt: 'logout-id', texts: { login: { title: 'Hello', description: 'Log in to ${clientName}' } } },
    ['enum /prompt'],
  ],
  [
    'a language that is not there',
    { language: 'tlh', prompt: 'login', texts: { login: { title: 'Hello', description: 'Log in to ${clientName}' } } },
    ['enum /language'],
  ],
  [
    'no language',
    { prompt: 'login', texts: { login: { title: 'Hello', description: 'Log in to ${clientName}' } } },
    ['required '],
  ],
  ['texts without a screen', { language: 'en', prompt: 'login', texts: { title: 'Hello' } }, ['type /texts/title']],
  ['a number as a text', { language: 'en', prompt: 'login', texts: { login: { title: 1 } } }, ['type /texts/login/title']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('promptTexts', value)).toEqual(expected);
});

test('texts that are not declared go along, since the API puts what is sent in place of the whole', () => {
  const live = { texts: { login: { title: 'Hi', footer: 'Bye' }, other: { title: 'There' } } };
  const declared = { texts: { login: { title: 'Hello' } } };
  expect(computeFieldChanges(shape, live, declared, AS_IS).map(({ path }) => path)).toEqual(['/texts/login/title']);
  expect(composeUpdateBody(shape, live, declared, ['texts'], wire)).toEqual({
    texts: { login: { title: 'Hello', footer: 'Bye' }, other: { title: 'There' } },
  });
});

test('the API does not keep a screen without texts', () => {
  expect(computeFieldChanges(shape, {}, { texts: { login: {} } }, AS_IS)).toEqual([]);
});
