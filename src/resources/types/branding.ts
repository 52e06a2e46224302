import { defineResource } from '../define.ts';

/** A write here has been seen to reset the settings of prompts (terraform-provider-auth0#1509). */
export const branding = defineResource({
  kind: 'placed',
  type: 'branding',
  noun: 'branding',
  key: [],
  unique: true,
  path: '/branding',
  layout: { at: ['branding'], form: 'map' },
  disturbs: {
    type: 'prompts',
    fields: ['universal_login_experience', 'identifier_first', 'webauthn_platform_first_factor'],
  },
  relations: [],
  system: [],
  scopes: { read: ['read:branding'], update: ['update:branding', 'update:prompts'] },
});
