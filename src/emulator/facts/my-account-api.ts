/** The predefined My Account API, which creating its reserved identifier activates (recorded traffic). */
export const MY_ACCOUNT_API = {
  name: 'Auth0 My Account API',
  allow_offline_access: true,
  skip_consent_for_verifiable_first_party_clients: true,
  subject_type_authorization: { client: { policy: 'deny_all' }, user: { policy: 'require_client_grant' } },
  token_lifetime: 600,
  token_lifetime_for_web: 600,
  signing_alg: 'RS256',
  scopes: [
    { value: 'create:me:connected_accounts', description: 'Create Connected Accounts' },
    { value: 'read:me:connected_accounts', description: 'Read Connected Accounts' },
    { value: 'delete:me:connected_accounts', description: 'Delete Connected Accounts' },
  ],
  is_system: true,
  proof_of_possession: { mechanism: 'dpop', required: false },
} as const;
