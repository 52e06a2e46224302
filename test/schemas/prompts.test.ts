import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['nothing', {}],
  ['all of it', { universal_login_experience: 'new', identifier_first: true, webauthn_platform_first_factor: false }],
  ['switches that are unset', { identifier_first: null, webauthn_platform_first_factor: null }],
  ['what older exports have', { universal_login_experience: 'classic', enable_ulp_wcag_compliance: false }],
])('accepts %s', (_, value) => {
  expect(findRefusals('prompts', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['unknown pages', { universal_login_experience: 'modern' }, ['enum /universal_login_experience']],
  [
    'a text that is a number',
    { customText: { en: { login: { login: { title: 5 } } } } },
    ['type /customText/en/login/login/title'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('prompts', value)).toEqual(expected);
});
