import type { Rule } from '../../rule.ts';

/** APIs and their tokens. */
export const API_RULES: readonly Rule[] = [
  {
    id: 'api-hs256',
    types: ['resourceServers'],
    scope: 'resource',
    fields: ['signing_alg'],
    needs: 'effective',
    when: 'get(r, "signing_alg", "RS256") == "HS256"',
    severity: { production: 'error', otherwise: 'warning' },
    why: 'Everyone who can verify a token of this API can also forge one.',
    fix: 'Sign with RS256 or PS256.',
    source: 'Auth0 docs: token-best-practices',
  },
  {
    id: 'api-token-long',
    types: ['resourceServers'],
    scope: 'resource',
    fields: ['token_lifetime'],
    needs: 'effective',
    when: '!managementApi(r) && get(r, "token_lifetime", 86400) > 86400',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'An access token cannot be revoked, so a stolen one works until it expires.',
    fix: 'Use a lifetime of 3600 to 86400 seconds.',
    source: 'Auth0 docs: token-best-practices',
  },
  {
    id: 'api-open-to-all-apps',
    types: ['resourceServers'],
    scope: 'resource',
    fields: ['subject_type_authorization.user.policy'],
    needs: 'effective',
    when: `
      !managementApi(r) && get(r, "subject_type_authorization.user.policy", "") == "allow_all"
      && get(r, "enforce_policies", false) != true`,
    severity: { production: 'warning', otherwise: 'off' },
    why: 'Every application of the tenant can get tokens of its users for this API, with every scope.',
    fix: 'Set the user policy to require_client_grant, and grant access to the applications that need it.',
    source: 'Auth0 docs: application-access-to-apis-client-grants',
  },
  {
    id: 'api-rbac-off',
    types: ['resourceServers'],
    scope: 'resource',
    fields: ['enforce_policies'],
    needs: 'effective',
    when: `
      !managementApi(r) && get(r, "enforce_policies", false) != true
      && list(r, "scopes").exists(s, privileged(get(s, "value", "")))`,
    severity: { production: 'error', otherwise: 'warning' },
    why: 'Each user gets every scope that an application asks for, because roles decide nothing without RBAC.',
    fix: 'Set enforce_policies: true.',
    source: 'OWASP ASVS 5.0.0 8.2.1, 10.4.11',
  },
  {
    id: 'api-rbac-unused',
    types: ['resourceServers'],
    scope: 'resource',
    fields: ['enforce_policies'],
    needs: 'related',
    reads: ['roles'],
    when: `
      !managementApi(r) && get(r, "enforce_policies", false) != true
      && of(t, "roles").exists(x, list(x, "permissions").exists(p, get(p, "resource_server_identifier", "") == get(r, "identifier", "?")))
      && !list(r, "scopes").exists(s, privileged(get(s, "value", "")))`,
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Roles grant permissions of this API, but the API ignores them.',
    fix: 'Set enforce_policies: true and a token_dialect that ends in _authz.',
    source: 'OWASP ASVS 5.0.0 8.2.1',
  },
  {
    id: 'management-api-users',
    types: ['resourceServers'],
    scope: 'resource',
    fields: ['subject_type_authorization.user.policy'],
    needs: 'effective',
    when: 'managementApi(r) && get(r, "subject_type_authorization.user.policy", "") == "allow_all"',
    severity: { production: 'error', otherwise: 'warning' },
    why: 'Any application can use the Management API on behalf of its users.',
    fix: 'Set the user policy of the Management API to require_client_grant in the Dashboard; tenon does not change system APIs.',
    source: 'Auth0 CheckMate: checkManagementAPIUserAccess',
  },
];
