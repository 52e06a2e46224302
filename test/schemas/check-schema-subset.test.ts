import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { VOCABULARY } from '../../src/schema/compile/schema-vocabulary.ts';
import { findSchemaReferenceErrors } from './check-schema-references.ts';
import { findSubsetErrors } from './check-schema-subset.ts';

const text = { type: 'string', description: 'A text.' };
const buildFieldSchema = (field: JsonObject): JsonObject => ({
  type: 'object',
  properties: { field },
  additionalProperties: false,
});
const buildConditionalSchema = (condition: JsonObject): JsonObject => ({ ...buildFieldSchema(text), allOf: [condition] });
/** A condition; made of entries, because an object written with a `then` looks like a promise. */
const buildCondition = (test: JsonObject, result: JsonObject, more: JsonObject = {}): JsonObject => ({
  if: test,
  ...Object.fromEntries([['then', result]]),
  ...more,
});
const when = { properties: { field: { const: 'a' } }, required: ['field'] };

test.each<[string, JsonObject]>([
  ['oneOf', buildFieldSchema({ ...text, oneOf: [] })],
  ['not', buildFieldSchema({ ...text, not: {} })],
  ['a field without a description', buildFieldSchema({ type: 'string' })],
  ['a field without a type', buildFieldSchema({ description: 'Anything.' })],
  ['a $ref out of the file', buildFieldSchema({ $ref: 'other.json', description: 'A text.' })],
  ['a $ref to no definition', buildFieldSchema({ $ref: '#/$defs/none', description: 'A text.' })],
  ['an open object', buildFieldSchema({ type: 'object', description: 'A thing.', properties: {} })],
  ['null in the type only', buildFieldSchema({ type: ['string', 'null'], description: 'A text.', enum: ['a'] })],
  ['null in the enum only', buildFieldSchema({ type: 'string', description: 'A text.', enum: ['a', null] })],
  ['anyOf between objects', buildFieldSchema({ description: 'A thing.', anyOf: [{ type: 'object' }, { type: 'string' }] })],
  ['allOf without a condition', buildConditionalSchema({ required: ['field'] })],
  ['else', buildConditionalSchema(buildCondition(when, {}, { else: {} }))],
  ['a test of anything but a value', buildConditionalSchema(buildCondition({ properties: { field: { minLength: 3 } } }, {}))],
  ['a result beside properties', buildConditionalSchema(buildCondition(when, { minProperties: 2 }))],
  ['members of members in a result', buildConditionalSchema(buildCondition(when, { properties: { field: { properties: {} } } }))],
  ['a condition below if', buildConditionalSchema(buildCondition({ properties: {}, allOf: [] }, {}))],
])('the subset leaves out %s', (_, schema) => {
  expect(findSubsetErrors(schema, Object.keys(VOCABULARY))).toHaveLength(1);
});

test('the subset has scalar forms of one value, definitions and conditions', () => {
  const schema = {
    ...buildConditionalSchema(buildCondition(when, { properties: { other: { $ref: '#/$defs/other' } }, required: ['other'] })),
    properties: {
      field: { description: 'A value.', anyOf: [{ type: 'string' }, { type: 'integer' }] },
      other: { type: 'object', description: 'A thing.' },
    },
    $defs: { other: { type: 'object', additionalProperties: { type: 'string' } } },
  };
  expect(findSubsetErrors(schema, [])).toEqual([]);
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
  expect(findSchemaReferenceErrors({ properties }, ['resourceServers'], [])).toHaveLength(1);
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
  expect(findSchemaReferenceErrors(schema, ['resourceServers'], [])).toEqual([]);
});
