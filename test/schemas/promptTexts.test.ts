import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { updateBody, type Wire } from '../../src/schema/request/compose.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('promptTexts'));
const wire: Wire = { reference: (type, key) => ({ $ref: `${type}/${key}` }), reads: (_, value) => value, secrets: new Set() };

test.each<[string, unknown]>([
  ['texts', { language: 'en', prompt: 'login', texts: { login: { title: 'Hello', description: 'Log in to ${clientName}' } } }],
  ['no texts', { language: 'pt-BR', prompt: 'mfa-otp', texts: {} }],
  ['texts that are taken away', { language: 'de', prompt: 'login', texts: { login: { title: null }, other: null } }],
])('accepts %s', (_, value) => {
  expect(refusals('promptTexts', value)).toEqual([]);
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
  expect(refusals('promptTexts', value)).toEqual(expected);
});

test('texts that are not declared go along, since the API puts what is sent in place of the whole', () => {
  const live = { texts: { login: { title: 'Hi', footer: 'Bye' }, other: { title: 'There' } } };
  const declared = { texts: { login: { title: 'Hello' } } };
  expect(fieldChanges(shape, live, declared, WIRE).map(({ path }) => path)).toEqual(['/texts/login/title']);
  expect(updateBody(shape, live, declared, ['texts'], wire)).toEqual({
    texts: { login: { title: 'Hello', footer: 'Bye' }, other: { title: 'There' } },
  });
});

test('the API does not keep a screen without texts', () => {
  expect(fieldChanges(shape, {}, { texts: { login: {} } }, WIRE)).toEqual([]);
});
