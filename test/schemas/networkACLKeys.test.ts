import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('networkACLKeys'));
const KEY = { name: 'edge', alg: 'hmac-sha256', value: Buffer.alloc(32, 1).toString('base64') };

const listChangedPaths = (live: object, declared: object): readonly string[] =>
  computeFieldChanges(shape, { ...live }, { ...declared }, AS_IS).map(({ path, kind }) => `${kind} ${path}`);

const buildLiveKey = (bytes: Buffer) => ({ ...KEY, fingerprint: createHash('sha256').update(bytes).digest('hex'), value: null });

test.each<[string, object]>([
  ['a key', KEY],
  ['a key whose value is not at hand', { name: 'edge' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('networkACLKeys', value)).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['a key without a name', { alg: KEY.alg }, ['required ']],
  ['an unknown algorithm', { ...KEY, alg: 'rsa' }, ['enum /alg']],
  ['a value that is too short', { ...KEY, value: Buffer.alloc(31).toString('base64').slice(0, 42) }, ['minLength /value']],
  ['a value that is too long', { ...KEY, value: Buffer.alloc(514).toString('base64') }, ['maxLength /value']],
  ['a value that is no Base64', { ...KEY, value: 'a key of 32 characters, and of some more' + '!!!' }, ['pattern /value']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('networkACLKeys', value)).toEqual(expected);
});

test('a value is compared with its fingerprint', () => {
  expect(listChangedPaths(buildLiveKey(Buffer.alloc(32, 1)), KEY)).toEqual([]);
  expect(listChangedPaths(buildLiveKey(Buffer.alloc(32, 2)), KEY)).toEqual(['secret /value']);
});

test('a fingerprint of another form is not compared', () => {
  expect(listChangedPaths({ ...KEY, value: null, fingerprint: 'sha512:abc' }, KEY)).toEqual([]);
});

test('a value that is not at hand is not compared', () => {
  expect(listChangedPaths(buildLiveKey(Buffer.alloc(32, 2)), { ...KEY, value: '' })).toEqual([]);
  expect(listChangedPaths({ ...KEY, value: '' }, KEY)).toEqual([]);
});

test('a value is compared as it is with one of another definition', () => {
  expect(listChangedPaths(KEY, KEY)).toEqual([]);
  expect(listChangedPaths({ ...KEY, value: Buffer.alloc(32, 2).toString('base64') }, KEY)).toEqual(['secret /value']);
});
