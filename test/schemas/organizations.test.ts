import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

const name = 'acme-1';

test.each<[string, unknown]>([
  ['a name', { name }],
  [
    'what an export holds',
    {
      name,
      display_name: 'Acme Inc.',
      branding: { logo_url: 'https://cdn.acme.test/logo.svg', colors: { page_background: '#fff5f5', primary: '#57ddff' } },
      metadata: { tier: 'gold', region: null },
      is_app_entitlement_active: false,
      third_party_client_access: 'block',
      connections: [
        { name: 'acme-ad', assign_membership_on_login: true, show_as_button: false },
        {
          name: 'users',
          assign_membership_on_login: false,
          is_signup_enabled: true,
          is_enabled: true,
          organization_access_level: 'none',
        },
      ],
      client_grants: [{ client_id: 'Billing Job' }],
      clients: [{ client_id: 'Storefront', use_for_member_access: true }],
      group_roles: [{ group: 'acme-ad|sales', role: 'Viewer' }],
    },
  ],
  ['nothing of each', { name, connections: [], client_grants: [], discovery_domains: [], clients: [], metadata: {} }],
  ['branding without a logo', { name, branding: { colors: { primary: '#ff0000', page_background: '#ffffff' } } }],
  [
    'a grant by its whole key',
    { name, client_grants: [{ client_id: 'Billing Job', audience: 'orders-api', subject_type: 'client' }] },
  ],
  ['domains', { name, discovery_domains: [{ domain: 'acme.test', status: 'verified' }, { domain: 'eu.acme.test' }] }],
  ['a quota', { name, token_quota: { client_credentials: { enforce: true, per_day: 2000, per_hour: 100 } } }],
  [
    'members',
    {
      name,
      members: [
        { user: 'db|ada@acme.test', roles: ['Admin'], organization_roles: ['acme|Editor'] },
        { user: 'db|bob@acme.test', roles: [] },
        { user: 'sms|+4930123456' },
      ],
    },
  ],
  ['no quota any more', { name, token_quota: null }],
])('accepts %s', (_, organization) => {
  expect(findRefusals('organizations', organization)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no name', { display_name: 'Acme Inc.' }, ['required ']],
  ['capitals', { name: 'Acme' }, ['pattern /name']],
  ['a name like an id', { name: 'org_acme' }, ['pattern /name']],
  ['a name that ends in a hyphen', { name: 'acme-' }, ['pattern /name']],
  ['a long name', { name: 'a'.repeat(51) }, ['maxLength /name']],
  ['an empty display name', { name, display_name: '' }, ['minLength /display_name']],
  ['metadata that is no text', { name, metadata: { seats: 12 } }, ['type /metadata/seats']],
  ['one colour', { name, branding: { colors: { primary: '#0059a6' } } }, ['required /branding/colors']],
  [
    'a colour by name',
    { name, branding: { colors: { primary: 'blue', page_background: '#fff' } } },
    ['pattern /branding/colors/primary'],
  ],
  ['a group without a role', { name, group_roles: [{ group: 'acme-ad|sales' }] }, ['required /group_roles/0']],
  ['connections by name only', { name, connections: ['users'] }, ['type /connections/0']],
  ['connections by id', { name, connections: [{ connection_id: 'con_0000000000000001' }] }, ['required /connections/0']],
  ["the API's own list", { name, enabled_connections: [] }, ['additionalProperties ']],
  ['a grant of an API to nobody', { name, client_grants: [{ audience: 'orders-api' }] }, ['required /client_grants/0']],
  ['a domain that is none', { name, discovery_domains: [{ domain: 'acme test' }] }, ['pattern /discovery_domains/0/domain']],
  ['an empty quota', { name, token_quota: { client_credentials: {} } }, ['minProperties /token_quota/client_credentials']],
  ['members by id', { name, members: ['auth0|1'] }, ['type /members/0']],
  ['a member that is nobody', { name, members: [{ roles: ['Admin'] }] }, ['required /members/0']],
  [
    'roles of a member with settings',
    { name, members: [{ user: 'db|a@acme.test', roles: [{ name: 'Admin' }] }] },
    ['type /members/0/roles/0'],
  ],
])('refuses %s', (_, organization, expected) => {
  expect(findRefusals('organizations', organization)).toEqual(expected);
});
