import { expect, test } from 'vitest';
import { VOCABULARY } from '../../scripts/vocabulary.mjs';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { pointingFindings } from './pointing.ts';
import { subsetFindings } from './subset.ts';

const text = { type: 'string', description: 'A text.' };
const withField = (field: JsonObject): JsonObject => ({ type: 'object', properties: { field }, additionalProperties: false });
const withCondition = (condition: JsonObject): JsonObject => ({ ...withField(text), allOf: [condition] });
/** A condition; made of entries, because an object written with a `then` looks like a promise. */
const condition = (test: JsonObject, result: JsonObject, more: JsonObject = {}): JsonObject => ({
  if: test,
  ...Object.fromEntries([['then', result]]),
  ...more,
});
const when = { properties: { field: { const: 'a' } }, required: ['field'] };

test.each<[string, JsonObject]>([
  ['oneOf', withField({ ...text, oneOf: [] })],
  ['not', withField({ ...text, not: {} })],
  ['a field without a description', withField({ type: 'string' })],
  ['a field without a type', withField({ description: 'Anything.' })],
  ['a $ref out of the file', withField({ $ref: 'other.json', description: 'A text.' })],
  ['a $ref to no definition', withField({ $ref: '#/$defs/none', description: 'A text.' })],
  ['an open object', withField({ type: 'object', description: 'A thing.', properties: {} })],
  ['null in the type only', withField({ type: ['string', 'null'], description: 'A text.', enum: ['a'] })],
  ['null in the enum only', withField({ type: 'string', description: 'A text.', enum: ['a', null] })],
  ['anyOf between objects', withField({ description: 'A thing.', anyOf: [{ type: 'object' }, { type: 'string' }] })],
  ['allOf without a condition', withCondition({ required: ['field'] })],
  ['else', withCondition(condition(when, {}, { else: {} }))],
  ['a test of anything but a value', withCondition(condition({ properties: { field: { minLength: 3 } } }, {}))],
  ['a result beside properties', withCondition(condition(when, { minProperties: 2 }))],
  ['members of members in a result', withCondition(condition(when, { properties: { field: { properties: {} } } }))],
  ['a condition below if', withCondition(condition({ properties: {}, allOf: [] }, {}))],
])('the subset leaves out %s', (_, schema) => {
  expect(subsetFindings(schema, Object.keys(VOCABULARY))).toHaveLength(1);
});

test('the subset has scalar forms of one value, definitions and conditions', () => {
  const schema = {
    ...withCondition(condition(when, { properties: { other: { $ref: '#/$defs/other' } }, required: ['other'] })),
    properties: {
      field: { description: 'A value.', anyOf: [{ type: 'string' }, { type: 'integer' }] },
      other: { type: 'object', description: 'A thing.' },
    },
    $defs: { other: { type: 'object', additionalProperties: { type: 'string' } } },
  };
  expect(subsetFindings(schema, [])).toEqual([]);
});

const api = { type: 'string', 'x-reference': 'resourceServers#identifier' };

test.each<[string, JsonObject]>([
  ['a type that nobody knows', { field: { 'x-reference': 'things' } }],
  ['a field that the type lacks', { field: { 'x-reference': 'resourceServers#audience' } }],
  ['a key field that items lack', { field: { 'x-item-key': ['name'], items: { properties: { id: {} } } } }],
  ['a list that the type lacks', { api, field: { 'x-reference-item': { of: 'api', in: 'permissions' } } }],
  ['a neighbour that is no reference', { api: {}, field: { 'x-reference-item': { of: 'api', in: 'scopes' } } }],
  ['a relation below the top level', { field: { properties: { deep: { 'x-relation': true } } } }],
])('pointing finds %s', (_, properties) => {
  expect(pointingFindings({ properties }, ['resourceServers'], [])).toHaveLength(1);
});

test('pointing follows a key into a definition, and an item from inside a list', () => {
  const schema = {
    properties: {
      api,
      scope: { items: { 'x-reference-item': { of: 'api', in: 'scopes' } } },
      list: { 'x-item-key': ['name'], items: { $ref: '#/$defs/item' } },
    },
    $defs: { item: { properties: { name: {} } } },
  };
  expect(pointingFindings(schema, ['resourceServers'], [])).toEqual([]);
});
