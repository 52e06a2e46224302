/** Scopes of the Management API that let their holder take over the tenant or any account. Source: the API's own list of scopes. */
const TAKEOVER_SCOPES: ReadonlySet<string> = new Set([
  'read:client_keys',
  ...[
    'clients',
    'client_credentials',
    'client_keys',
    'client_grants',
    'actions',
    'triggers',
    'connections',
    'connections_options',
    'signing_keys',
    'custom_signing_keys',
    'encryption_keys',
    'roles',
    'network_acls',
  ].flatMap((what) => [`create:${what}`, `update:${what}`]),
  'update:tenant_settings',
  'update:users',
  'update:users_app_metadata',
  'update:attack_protection',
  'update:guardian_factors',
  'update:mfa_policies',
  'create:role_members',
  'create:user_tickets',
  'create:guardian_enrollment_tickets',
  'create:scim_token',
  'delete:guardian_enrollments',
]);

const PRIVILEGED_VERBS = ['create', 'update', 'delete', 'write', 'manage', 'admin', 'impersonate'] as const;
const PRIVILEGED = new RegExp(`(?:^|[:._/-])(?:${PRIVILEGED_VERBS.join('|')})(?:$|[:._/-])`, 'i');

export const isTakeoverScope = (scope: string): boolean => TAKEOVER_SCOPES.has(scope);

/** Whether a scope permits more than reading: by a verb at its beginning or end, or `*`. */
export const isPrivilegedScope = (scope: string): boolean =>
  scope.includes('*') || PRIVILEGED.test(scope) || isTakeoverScope(scope);

/** Whether an audience is the Management API of a tenant. */
export const isManagementAudience = (audience: string): boolean => /^https:\/\/[^/]+\/api\/v2\/$/.test(audience);
