import { defineResource } from '../resource-type.ts';

/** A write here has been seen to reset the settings of prompts (terraform-provider-auth0#1509). */
export const branding = defineResource({
  kind: 'placed',
  type: 'branding',
  noun: 'branding',
  key: [],
  unique: true,
  path: '/branding',
  layout: { yamlPath: ['branding'], form: 'map' },
  resets: {
    type: 'prompts',
    fields: ['universal_login_experience', 'identifier_first', 'webauthn_platform_first_factor'],
  },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:branding'], update: ['update:branding', 'update:prompts'] },
});
