import { expect, test } from 'vitest';
import { refusals } from './support.ts';

test.each<[string, unknown]>([
  ['both parts', { settings: { enabled: true }, new_device: { remember_for: 30 } }],
  ['one part', { new_device: { remember_for: 1 } }],
])('accepts %s', (_, value) => {
  expect(refusals('riskAssessment', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no days', { new_device: { remember_for: 0 } }, ['minimum /new_device/remember_for']],
  ['a switch in the wrong place', { enabled: true }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('riskAssessment', value)).toEqual(expected);
});
