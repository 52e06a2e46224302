import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeEditDistance, findNearestName } from '../../src/model/problem/nearest-name.ts';

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
  ['appp_type', 'app_type'],
  ['grant_tpyes', 'grant_types'],
  ['it', undefined],
])('%s is nearest to %s', (name, expected) => {
  expect(findNearestName(name, ['callbacks', 'app_type', 'grant_types', 'id'])).toBe(expected);
});

test.each([
  ['gitlab', 'github'],
  ['QA', 'UK'],
  ['fr-CH', 'fr-CA'],
  ['node24', 'node22'],
  ['v4', 'v3'],
  ['us-east', 'us-west'],
  ['eu-north-1', 'eu-south-1'],
  ['mfa-sms', 'mfa-otp'],
  ['name', 'name'],
])('%s is no slip of %s', (name, known) => {
  expect(findNearestName(name, [known])).toBeUndefined();
});

test.each([
  ['sesion_lifetime', 'session_lifetime'],
  ['regular_wbe', 'regular_web'],
  ['password_policy', 'passwordPolicy'],
  ['displayname', 'displayName'],
  ['Portl', 'Portal'],
  ['authorizaton_endpont', 'authorization_endpoint'],
])('%s is a slip of %s', (name, known) => {
  expect(findNearestName(name, [known])).toBe(known);
});

test('of several the nearest, and of equals the first', () => {
  expect(findNearestName('callbackss', ['calbacks', 'callbacks'])).toBe('callbacks');
  expect(findNearestName('logins', ['logina', 'loginb'])).toBe('logina');
});

test('two neighbours swapped are one mistake', () => {
  expect(computeEditDistance('clients', 'cleints')).toBe(1);
});

test('the distance is a distance', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(computeEditDistance(a, b)).toBe(computeEditDistance(b, a));
      expect(computeEditDistance(a, b) === 0).toBe(a === b);
      expect(computeEditDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
