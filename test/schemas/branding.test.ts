import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['nothing', {}],
  [
    'colours, logo and font',
    {
      colors: { primary: '#0059d6', page_background: '#000000' },
      logo_url: 'https://acme.test/logo.png',
      favicon_url: 'https://acme.test/favicon.ico',
      font: { url: 'https://acme.test/font.woff' },
    },
  ],
  ['a gradient', { colors: { page_background: { type: 'linear-gradient', start: '#fff', end: '#000', angle_deg: 35 } } }],
  ['everything unset', { colors: null, font: null, logo_url: null, favicon_url: null }],
  ['identifiers, which belong to the theme', { identifiers: { login_display: 'unified' } }],
])('accepts %s', (_, value) => {
  expect(findRefusals('branding', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['another colour', { colors: { secondary: '#fff' } }, ['additionalProperties /colors']],
  ['a font without a member', { font: 'https://acme.test/font.woff' }, ['type /font']],
  ['a template of another name', { templates: [{ template: 'login' }] }, ['const /templates/0/template']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('branding', value)).toEqual(expected);
});
