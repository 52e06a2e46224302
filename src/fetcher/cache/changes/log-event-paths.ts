/**
 * Event types other than `sapi` that report a configuration change, with the paths that they may concern. They do not say what changed, so
 * everything under these paths is read again. All other types are logins and errors.
 */
export const CONFIGURATION_EVENTS: Readonly<Record<string, readonly string[]>> = {
  gd_tenant_update: ['/guardian'],
  kms_key_management_success: ['/keys'],
  kms_key_state_changed: ['/keys'],
  ss_sso_success: ['/connections', '/organizations', '/self-service-profiles'],
  ss_sso_info: ['/connections', '/organizations', '/self-service-profiles'],
};

/** Paths whose writes concern users and sessions, never the tenant's configuration. `*` matches one step. */
const RUNTIME_PATHS = [
  '/users',
  '/users-by-email',
  '/user-blocks',
  '/jobs',
  '/tickets',
  '/sessions',
  '/refresh-tokens',
  '/device-credentials',
  '/grants',
  '/blacklists',
  '/anomaly/blocks',
  '/guardian/enrollments',
  '/actions/executions',
  '/organizations/*/members',
  '/organizations/*/invitations',
  '/roles/*/users',
  '/connections/*/users',
].map((path) => path.split('/'));

export const isRuntimePath = (path: string): boolean => {
  const steps = path.split('/');
  return RUNTIME_PATHS.some((pattern) => pattern.every((step, index) => step === '*' || step === steps[index]));
};

/** Endpoints that no other endpoint depends on: a write there changes only what is read there. */
const INDEPENDENT_PATHS = [
  '/actions',
  '/attack-protection',
  '/branding',
  '/custom-domains',
  '/email-templates',
  '/emails',
  '/event-streams',
  '/flows',
  '/forms',
  '/guardian',
  '/hooks',
  '/log-streams',
  '/network-acls',
  '/prompts',
  '/rules',
  '/rules-configs',
];

export const isIndependentPath = (path: string): boolean =>
  INDEPENDENT_PATHS.some((root) => path === root || path.startsWith(`${root}/`));
