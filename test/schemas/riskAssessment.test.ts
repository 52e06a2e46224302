import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['the switch', { name: 'settings', enabled: true }],
  ['how long a device is remembered', { name: 'new_device', remember_for: 1 }],
])('accepts %s', (_, value) => {
  expect(findRefusals('riskAssessment', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no days', { name: 'new_device', remember_for: 0 }, ['minimum /remember_for']],
  ['a switch in the wrong place', { name: 'new_device', enabled: true }, ['type /enabled']],
  ['another part', { name: 'old_device' }, ['enum /name']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('riskAssessment', value)).toEqual(expected);
});
