import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

const permission = { permission_name: 'read:orders', resource_server_identifier: 'https://orders.acme.test/' };

test.each<[string, unknown]>([
  ['an organization and a name', { organization: 'acme', name: 'Clerk' }],
  ['an empty description', { organization: 'acme', name: 'Clerk', description: '' }],
  ['permissions', { organization: 'acme', name: 'Clerk', permissions: [permission] }],
  ['groups', { organization: 'acme', name: 'Clerk', groups: [{ connection: 'corp', name: 'sales' }] }],
  ['what answers say of the owner', { organization: 'acme', name: 'Clerk', type: 'organization', owner_id: 'org_1' }],
])('accepts %s', (_, role) => {
  expect(findRefusals('organizationRoles', role)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no organization', { name: 'Clerk' }, ['required ']],
  ['no name', { organization: 'acme' }, ['required ']],
  ['an empty organization', { organization: '', name: 'Clerk' }, ['minLength /organization']],
  ['null, which the API refuses', { organization: 'acme', name: 'Clerk', description: null }, ['type /description']],
  [
    'a group without its connection',
    { organization: 'acme', name: 'Clerk', groups: [{ name: 'sales' }] },
    ['required /groups/0'],
  ],
  ['a misspelt field', { organization: 'acme', name: 'Clerk', permission: [] }, ['additionalProperties ']],
])('refuses %s', (_, role, expected) => {
  expect(findRefusals('organizationRoles', role)).toEqual(expected);
});
