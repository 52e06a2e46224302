import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

const API = 'https://orders.acme.test/';
const permission = { permission_name: 'read:orders', resource_server_identifier: API };

test.each<[string, unknown]>([
  ['a name', { name: 'Clerk' }],
  ['an empty list of permissions', { name: 'Clerk', description: 'Reads orders', permissions: [] }],
  ['permissions', { name: 'Clerk', permissions: [permission, { ...permission, permission_name: 'update:orders' }] }],
  ['groups', { name: 'Clerk', groups: [{ connection: 'corp', name: 'Sales' }] }],
  ['an empty description', { name: 'Clerk', description: '' }],
  [
    'the type as newer exports have it',
    { name: 'Clerk', description: 'Reads orders', type: 'tenant', permissions: [permission] },
  ],
])('accepts %s', (_, role) => {
  expect(findRefusals('roles', role)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no name', { description: 'Reads orders' }, ['required ']],
  ['an empty name', { name: '' }, ['minLength /name']],
  ['null, which the API refuses', { name: 'Clerk', description: null }, ['type /description']],
  ['a misspelt field', { name: 'Clerk', permission: [] }, ['additionalProperties ']],
  ['permissions as texts', { name: 'Clerk', permissions: ['read:orders'] }, ['type /permissions/0']],
  ['a permission of no API', { name: 'Clerk', permissions: [{ permission_name: 'read:orders' }] }, ['required /permissions/0']],
  ['a group of no connection', { name: 'Clerk', groups: [{ name: 'Sales' }] }, ['required /groups/0']],
  ['a group as a text', { name: 'Clerk', groups: ['Sales'] }, ['type /groups/0']],
  ['an organization role', { name: 'Clerk', type: 'organization' }, ['enum /type']],
])('refuses %s', (_, role, expected) => {
  expect(findRefusals('roles', role)).toEqual(expected);
});
