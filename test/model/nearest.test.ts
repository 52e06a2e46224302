import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/model/nearest.ts';

test.each([
  ['calbacks', 'callbacks'],
  ['clalbacks', 'callbacks'],
  ['callback', 'callbacks'],
  ['appType', 'app_type'],
  ['App-Type', 'app_type'],
  ['grant_type', 'grant_types'],
  ['xyz', undefined],
  ['a', undefined],
  ['', undefined],
  ['application', undefined],
])('%s is nearest to %s', (name, expected) => {
  expect(nearest(name, ['callbacks', 'app_type', 'grant_types', 'id'])).toBe(expected);
});

test('of several the nearest, and of equals the first', () => {
  expect(nearest('logo', ['logs', 'logo_uri', 'logo'])).toBe('logo');
  expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
});

test('two neighbours swapped are one mistake', () => {
  expect(editDistance('clients', 'cleints')).toBe(1);
});

test('the distance is a distance', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
