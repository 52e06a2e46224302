import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  [
    'a profile',
    {
      name: 'Standard',
      user_attributes: { email: { description: 'E-mail', label: 'E-mail', profile_required: true, auth0_mapping: 'email' } },
    },
  ],
  [
    'all of it',
    {
      name: 'Standard',
      user_id: {
        oidc_mapping: 'sub',
        saml_mapping: ['id'],
        scim_mapping: 'userName',
        strategy_overrides: { waad: { oidc_mapping: 'oid' } },
      },
      user_attributes: {
        email: {
          description: 'E-mail',
          label: 'E-mail',
          profile_required: true,
          auth0_mapping: 'email',
          oidc_mapping: { mapping: 'email', display_name: 'E-mail' },
          saml_mapping: ['mail'],
          scim_mapping: 'emails',
          strategy_overrides: { samlp: { saml_mapping: ['mail'] } },
        },
      },
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('userAttributeProfiles', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no attributes', { name: 'Standard', user_attributes: {} }, ['minProperties /user_attributes']],
  [
    'attributes as a list',
    {
      name: 'Standard',
      user_attributes: [{ description: 'E-mail', label: 'E-mail', profile_required: true, auth0_mapping: 'email' }],
    },
    ['type /user_attributes'],
  ],
  [
    'an attribute without a label',
    { name: 'Standard', user_attributes: { email: { description: 'x', profile_required: true, auth0_mapping: 'email' } } },
    ['required /user_attributes/email'],
  ],
  [
    'a strategy without profiles',
    { name: 'Standard', user_id: { strategy_overrides: { github: {} } } },
    ['additionalProperties /user_id/strategy_overrides'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('userAttributeProfiles', value)).toEqual(expected);
});
