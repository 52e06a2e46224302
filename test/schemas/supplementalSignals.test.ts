import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([['Akamai', { akamai_enabled: true }]])('accepts %s', (_, value) => {
  expect(findRefusals('supplementalSignals', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a service that is not there', { cloudflare_enabled: true }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('supplementalSignals', value)).toEqual(expected);
});
