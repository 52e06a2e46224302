import { defineResource } from '../define/define-resource.ts';

/** Colors and logo of Universal Login. A write has been seen to reset settings of prompts (terraform-provider-auth0#1509). */
export const branding = defineResource({
  kind: 'placed',
  type: 'branding',
  resets: {
    type: 'prompts',
    fields: ['universal_login_experience', 'identifier_first', 'webauthn_platform_first_factor'],
  },
  scopes: { update: ['update:branding', 'update:prompts'] },
  deployCli: { files: [{ path: 'branding/branding.json' }] },
});
