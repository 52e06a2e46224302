import { defineResource } from '../define/define-resource.ts';

/** APIs, with their permissions. */
export const resourceServers = defineResource({
  type: 'resourceServers',
  noun: 'API',
  key: ['identifier'],
  // The path accepts the identifier as well as the id.
  lookup: { path: '/resource-servers/{key}' },
  // The Management API itself, the My Account API and the like.
  systemMarkers: [{ is_system: true }],
  // What a PATCH of a system API accepts, for the Management API and for the others, according to the API's error messages and to other tools.
  // The Management API refuses `subject_type_authorization.client`, even with its own value (Terraform provider, issue 1367).
  getEditableSystemFields: ({ identifier }) =>
    String(identifier).endsWith('/api/v2/')
      ? ['token_lifetime', 'skip_consent_for_verifiable_first_party_clients', 'subject_type_authorization.user']
      : [
          'token_lifetime',
          'proof_of_possession',
          'skip_consent_for_verifiable_first_party_clients',
          'authorization_policy',
          'subject_type_authorization',
        ],
  tenantUrls: { field: 'identifier', paths: ['/api/v2/', '/me/', '/my-org/'] },
  deleteBlockedBy: ['roles', 'clientGrants'],
  deleteLoses: 'its permissions in roles and its grants',
  aliases: [{ type: 'resource_servers', fields: {} }],
  deployCli: { exclusions: [{ setting: 'AUTH0_EXCLUDED_RESOURCE_SERVERS', kind: 'all but' }] },
});
