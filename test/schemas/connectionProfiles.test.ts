import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  [
    'a profile',
    {
      name: 'Enterprise',
      organization: { show_as_button: 'required', assign_membership_on_login: 'none' },
      connection_name_prefix_template: 'org-{org_name}',
      enabled_features: ['scim'],
      connection_config: {},
      provisioning: { scim: { tokens: { scopes: ['get:users'], default_expiry: null, max_allowed_expiry: 86400 } } },
      cross_app_access_resource_app: { status: { default_value: 'disabled', allowed_values: ['enabled', 'disabled'] } },
      strategy_overrides: {
        samlp: { enabled_features: ['universal_logout'], provisioning: { scim: { tokens: { scopes: ['put:users'] } } } },
      },
    },
  ],
  ['what the API answers where there is nothing', { name: 'Enterprise', strategy_overrides: null }],
])('accepts %s', (_, value) => {
  expect(findRefusals('connectionProfiles', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'an unknown placeholder',
    { name: 'Enterprise', connection_name_prefix_template: '{org}' },
    ['pattern /connection_name_prefix_template'],
  ],
  [
    'tokens without scopes',
    { name: 'Enterprise', provisioning: { scim: { tokens: {} } } },
    ['required /provisioning/scim/tokens'],
  ],
  ['a feature that is not there', { name: 'Enterprise', enabled_features: ['sso'] }, ['enum /enabled_features/0']],
  [
    'a use that is not there',
    { name: 'Enterprise', organization: { show_as_button: true } },
    ['enum /organization/show_as_button', 'type /organization/show_as_button'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('connectionProfiles', value)).toEqual(expected);
});
