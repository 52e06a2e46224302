import { expect, test } from 'vitest';
import { describeExpectation } from '../../src/loader/check/expectation.ts';
import { replaceMarkers } from '../../src/loader/substitute/markers.ts';
import type { MapTree, ScalarTree } from '../../src/loader/text/definition-tree.ts';
import { createSource } from '../../src/loader/text/source-file.ts';
import { createCatalogue } from '../../src/resources/create-catalogue.ts';

const span = {
  source: createSource('a', '/a', '', replaceMarkers('', { vars: {}, env: {}, mappings: {} }, 'yaml')),
  start: 0,
  end: 0,
};
const root: MapTree = { kind: 'map', members: new Map(), span };

function describeError(keyword: string, params: Readonly<Record<string, unknown>>, value: ScalarTree['value'] = null) {
  const error = { keyword, params, instancePath: '' };
  const at = { tree: { kind: 'scalar', value, span } as const, key: undefined, isItem: false, over: [] };
  return describeExpectation({
    error,
    steps: [],
    root,
    shape: { schema: {}, root: {} },
    subject: 'x',
    catalogue: createCatalogue([]),
    at,
  });
}

test.each([
  ['minLength', 3],
  ['maxLength', 3],
  ['minimum', 0],
  ['maximum', 9],
  ['exclusiveMinimum', 0],
  ['exclusiveMaximum', 9],
  ['minItems', 1],
  ['maxItems', 9],
  ['minProperties', 1],
  ['maxProperties', 9],
])('%s %i is told with its number', (keyword, limit) => {
  expect(describeError(keyword, { limit }).expected).toContain(String(limit));
});

test('a least length of 1 is told without a number', () => {
  expect(describeError('minLength', { limit: 1 }).expected).toMatch(/^\D+$/);
});

test('forms, patterns and repetitions are told', () => {
  expect(describeError('format', { format: 'uri' }).expected).toContain('uri');
  expect(describeError('pattern', { pattern: '^a$' }).expected).toContain('^a$');
  expect(describeError('uniqueItems', { i: 2, j: 1 }).hint).toMatch(/2.*3/);
  expect(describeError('multipleOf', {}).expected).toContain('multipleOf');
});

test('one allowed value, several, and those that are no texts', () => {
  expect(describeError('const', { allowedValue: 'a' }).expected).toBe('a');
  expect(describeError('enum', { allowedValues: ['a', null, 5, true] }).expected).toMatch(/\ba, null, 5, true$/);
  expect(describeError('enum', { allowedValues: ['oidc', 'okta'] }, 'oidcc').hint).toContain('"oidc"');
  expect(describeError('enum', { allowedValues: ['oidc', 'okta'] }, 'something').hint).toBeUndefined();
});
