import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

const ada = { connection: 'people', email: 'ada@acme.test' };

test.each<[string, unknown]>([
  ['an email', ada],
  ['a username', { connection: 'people', username: 'ada.lovelace-1' }],
  ['a phone number', { connection: 'sms', phone_number: '+491701234567' }],
  ['an id with its provider', { connection: 'google', user_id: 'google-oauth2|1234' }],
  ['metadata of any form', { ...ada, user_metadata: { a: 1, b: [true], c: { d: null } }, app_metadata: { e: null } }],
  ['roles and permissions', { ...ada, roles: ['Admin'], permissions: [] }],
  ['names that are unset', { ...ada, given_name: null, name: null, picture: null }],
])('accepts %s', (_, user) => {
  expect(findRefusals('users', user)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no connection', { email: 'ada@acme.test' }, ['required ']],
  ['an email that is none', { ...ada, email: 'ada' }, ['format /email']],
  ['a username that looks like an email', { ...ada, username: 'ada@acme' }, ['pattern /username']],
  ['a username that looks like a phone number', { ...ada, username: '+49' }, ['pattern /username']],
  ['a phone number without a plus', { ...ada, phone_number: '49170' }, ['pattern /phone_number']],
  ['an id without its provider', { connection: 'people', user_id: '64f0' }, ['pattern /user_id']],
  ['metadata that is no object', { ...ada, user_metadata: 'core' }, ['type /user_metadata']],
  ['roles as objects', { ...ada, roles: [{ name: 'Admin' }] }, ['type /roles/0']],
  ['a permission of no API', { ...ada, permissions: [{ permission_name: 'read:orders' }] }, ['required /permissions/0']],
])('refuses %s', (_, user, expected) => {
  expect(findRefusals('users', user)).toEqual(expected);
});
