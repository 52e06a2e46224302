import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

const grant = { client_id: 'Billing Job', audience: 'https://orders.acme.test/' };

test.each<[string, unknown]>([
  ['a client and an API', grant],
  ['scopes', { ...grant, scope: ['read:orders', 'update:orders'] }],
  ['no scopes', { ...grant, scope: [] }],
  ['all scopes', { ...grant, allow_all_scopes: true }],
  ['access in the name of users', { ...grant, subject_type: 'user', authorization_details_types: ['payment'] }],
  ['organizations', { ...grant, scope: [], organization_usage: 'require', allow_any_organization: false }],
  [
    'everything unset that can be',
    { ...grant, scope: null, organization_usage: null, allow_any_organization: null, allow_all_scopes: null },
  ],
  ['a default for third-party clients', { audience: grant.audience, default_for: 'third_party_clients', scope: ['read:orders'] }],
])('accepts %s', (_, value) => {
  expect(findRefusals('clientGrants', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no API', { client_id: 'Billing Job', scope: [] }, ['required ']],
  ['nobody to grant it to', { audience: grant.audience, scope: [] }, ['required ']],
  ['scopes in one text', { ...grant, scope: 'read:orders update:orders' }, ['type /scope']],
  ['an empty scope', { ...grant, scope: [''] }, ['minLength /scope/0']],
  ['scopes by the name of another API', { ...grant, scopes: ['read:orders'] }, ['additionalProperties ']],
  ['an unknown subject', { ...grant, subject_type: 'machine' }, ['enum /subject_type']],
  ['an unknown group', { audience: grant.audience, default_for: 'everybody' }, ['enum /default_for']],
  ['an unknown use of organizations', { ...grant, organization_usage: 'sometimes' }, ['enum /organization_usage']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('clientGrants', value)).toEqual(expected);
});
