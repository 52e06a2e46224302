import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['a page for lost passwords', { name: 'password_reset', enabled: true, html: '<html></html>' }],
  ['an error page', { name: 'error_page', html: '', show_log_link: false, url: 'https://acme.test/error' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('pages', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a page that is not there', { name: 'home', html: '' }, ['enum /name']],
  ['a field of another page', { name: 'password_reset', html: '', show_log_link: true }, ['type /show_log_link']],
  ['an error page that is switched', { name: 'error_page', enabled: true }, ['type /enabled']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('pages', value)).toEqual(expected);
});
