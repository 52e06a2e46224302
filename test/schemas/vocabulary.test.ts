import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';
import { VOCABULARY } from '../../src/schema/compile/schema-vocabulary.ts';

const document = readFileSync(new URL('../../docs/schema-vocabulary.md', import.meta.url), 'utf8');

test('the words are those of the document', () => {
  const documented = [...document.matchAll(/^\| `(x-[a-z-]+)` \|/gmu)].map(([, word]) => word);
  expect(Object.keys(VOCABULARY).sort()).toEqual(documented.sort());
});

test.each([
  ['a misspelt word', { type: 'string', 'x-secert': true }],
  ['a word of nobody', { type: 'string', 'x-note': 'hello' }],
  ['a misspelt standard word', { type: 'string', maxLenght: 3 }],
  ['x-secret: false', { type: 'string', 'x-secret': false }],
  ['x-create-only as a text', { type: 'string', 'x-create-only': 'yes' }],
  ['x-reference to no type', { type: 'string', 'x-reference': 'Resource Servers' }],
  ['x-reference as a list', { type: 'string', 'x-reference': ['clients'] }],
  ['x-reference on a number', { type: 'number', 'x-reference': 'clients' }],
  ['x-reference-item without a list', { type: 'string', 'x-reference-item': { of: 'audience' } }],
  ['x-unordered on a string', { type: 'string', 'x-unordered': true }],
  ['x-item-key as a text', { type: 'array', 'x-item-key': 'name' }],
  ['x-item-key without fields', { type: 'array', 'x-item-key': [] }],
  ['x-patch with an unknown way', { type: 'object', 'x-patch': 'deep' }],
  ['x-patch on a list', { type: 'array', 'x-patch': 'merge' }],
  ['x-empty: null', { type: 'string', 'x-empty': null }],
  ['x-requires-scope without scopes', { type: 'string', 'x-requires-scope': [] }],
  ['x-file with a dot', { type: 'string', 'x-file': '.html' }],
  ['x-relation on a text', { type: 'string', 'x-relation': true }],
])('refuses %s', (_, schema) => {
  expect(() => createAjv().compile(schema)).toThrow();
});

test.each([
  ['on what it may stand on', { type: ['array', 'null'], 'x-unordered': true, 'x-empty': 'absent', items: { type: 'string' } }],
  ['on objects in a relation', { type: 'array', 'x-relation': true, items: { type: 'object', 'x-reference': 'clientGrants' } }],
  ['with any default', { type: 'object', 'x-server-default': { a: [null, 1] }, 'x-patch': 'merge' }],
  ['with one scope or several', { type: 'string', 'x-requires-scope': 'read:client_keys', 'x-secret': true }],
])('accepts a word %s', (_, schema) => {
  expect(createAjv().compile(schema)).toBeTypeOf('function');
});

test('options are passed on', () => {
  const validate = createAjv({ allErrors: false }).compile({
    type: 'object',
    required: ['a', 'b'],
    properties: { a: {}, b: {} },
  });
  expect(validate({})).toBe(false);
  expect(validate.errors).toHaveLength(1);
});
