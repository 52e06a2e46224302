import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  [
    'all settings',
    {
      display_remember_me_checkbox: true,
      remember_me_default_value: false,
      mfa_session_inactivity_timeout: 3600,
      mfa_session_overall_timeout: 7_776_000,
    },
  ],
  ['one of them', { mfa_session_inactivity_timeout: 2_592_000 }],
])('accepts %s', (_, value) => {
  expect(findRefusals('guardianSettings', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['less than an hour', { mfa_session_inactivity_timeout: 3599 }, ['minimum /mfa_session_inactivity_timeout']],
  ['more than 30 days of inactivity', { mfa_session_inactivity_timeout: 2_592_001 }, ['maximum /mfa_session_inactivity_timeout']],
  ['more than 90 days in all', { mfa_session_overall_timeout: 7_776_001 }, ['maximum /mfa_session_overall_timeout']],
  ['no value', { display_remember_me_checkbox: null }, ['type /display_remember_me_checkbox']],
  ['a misspelled name', { remember_me_default: true }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('guardianSettings', value)).toEqual(expected);
});
