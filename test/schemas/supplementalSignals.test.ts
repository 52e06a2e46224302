import { expect, test } from 'vitest';
import { refusals } from './support.ts';

test.each<[string, unknown]>([['Akamai', { akamai_enabled: true }]])('accepts %s', (_, value) => {
  expect(refusals('supplementalSignals', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a service that is not there', { cloudflare_enabled: true }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('supplementalSignals', value)).toEqual(expected);
});
