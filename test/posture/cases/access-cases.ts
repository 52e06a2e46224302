import { on, type RuleCases } from './rule-case.ts';

const API = 'https://api.acme.example/';
const MANAGEMENT = 'https://acme.eu.auth0.com/api/v2/';
const openTo = (policy: string) => ({ subject_type_authorization: { user: { policy } } });
const grant = (more: object) => ({ client_id: 'App', audience: MANAGEMENT, ...more });
const clients = (more: object) => ({ t: { clients: [{ $key: 'App', app_type: 'non_interactive', ...more }] } });
const database = (options: object) => ({ t: { connections: [{ $key: 'users', strategy: 'auth0', options }] } });
const joins = (more: object) => ({ connections: [{ name: 'users', assign_membership_on_login: true, ...more }] });
const permissions = [{ resource_server_identifier: API, permission_name: 'read:orders' }];

export const ACCESS_CASES: RuleCases = {
  'api-hs256': { hit: [on({ signing_alg: 'HS256' })], miss: [on({ signing_alg: 'RS512' }), on({})] },
  'api-token-long': {
    hit: [on({ identifier: API, token_lifetime: 86_401 })],
    miss: [on({ identifier: API, token_lifetime: 86_400 }), on({ identifier: MANAGEMENT, token_lifetime: 86_401 })],
  },
  'api-open-to-all-apps': {
    hit: [on({ identifier: API, ...openTo('allow_all') })],
    miss: [
      on({ identifier: API, ...openTo('require_client_grant') }),
      on({ identifier: API, ...openTo('allow_all'), enforce_policies: true }),
      on({ identifier: MANAGEMENT, ...openTo('allow_all') }),
    ],
  },
  'api-rbac-off': {
    hit: [on({ identifier: API, scopes: [{ value: 'orders.write' }] })],
    miss: [
      on({ identifier: API, scopes: [{ value: 'orders.write' }], enforce_policies: true }),
      on({ identifier: API, scopes: [{ value: 'read:orders' }, { value: 'rewrite' }] }),
    ],
  },
  'api-rbac-unused': {
    hit: [on({ identifier: API }, { t: { roles: [{ permissions }] } })],
    miss: [
      on({ identifier: API, enforce_policies: true }, { t: { roles: [{ permissions }] } }),
      on({ identifier: 'https://other.example/' }, { t: { roles: [{ permissions }] } }),
      on({ identifier: API, scopes: [{ value: 'orders.write' }] }, { t: { roles: [{ permissions }] } }),
    ],
  },
  'management-api-users': {
    hit: [on({ identifier: MANAGEMENT, ...openTo('allow_all') })],
    miss: [on({ identifier: MANAGEMENT, ...openTo('require_client_grant') }), on({ identifier: API, ...openTo('allow_all') })],
  },
  'grant-management-all': {
    hit: [on(grant({ allow_all_scopes: true }))],
    miss: [on(grant({ allow_all_scopes: false })), on(grant({ audience: API, allow_all_scopes: true }))],
  },
  'grant-management-takeover': {
    hit: [on(grant({ scope: ['read:users', 'update:users'] }))],
    miss: [
      on(grant({ scope: ['read:users', 'delete:users'] })),
      on(grant({ scope: ['update:users'], $isSelf: true })),
      on(grant({ scope: ['update:users'], audience: API })),
    ],
  },
  'grant-management-interactive': {
    hit: [on(grant({}), clients({ app_type: 'regular_web' })), on(grant({}), clients({ token_endpoint_auth_method: 'none' }))],
    miss: [
      on(grant({}), clients({})),
      on(grant({ audience: API }), clients({ app_type: 'spa' })),
      on(grant({}), { t: { clients: [] } }),
    ],
  },
  'grant-management-third-party': {
    hit: [
      on(grant({}), clients({ is_first_party: false })),
      on({ audience: MANAGEMENT, default_for: 'third_party_clients' }, clients({})),
    ],
    miss: [on(grant({}), clients({ is_first_party: true })), on(grant({ audience: API }), clients({ is_first_party: false }))],
  },
  'grant-third-party-default': {
    hit: [
      on({ audience: API, default_for: 'third_party_clients', scope: ['manage:members'] }),
      on({ audience: API, default_for: 'third_party_clients', allow_all_scopes: true }),
    ],
    miss: [
      on({ audience: API, default_for: 'third_party_clients', scope: ['read:orders'] }),
      on({ audience: API, scope: ['manage:members'] }),
    ],
  },
  'grant-all-scopes': {
    hit: [on(grant({ audience: API, allow_all_scopes: true }))],
    miss: [on(grant({ audience: API, allow_all_scopes: false })), on(grant({ allow_all_scopes: true }))],
  },
  'grant-any-organization': {
    hit: [on(grant({ allow_any_organization: true }))],
    miss: [on(grant({ allow_any_organization: false }))],
  },
  'role-management-permission': {
    hit: [on({ permissions: [{ resource_server_identifier: MANAGEMENT, permission_name: 'read:users' }] })],
    miss: [on({ permissions })],
  },
  'org-auto-membership-open': {
    hit: [on(joins({}), database({})), on(joins({}), { t: { connections: [{ $key: 'users', strategy: 'google-oauth2' }] } })],
    miss: [
      on(joins({}), database({ disable_signup: true })),
      on(joins({ assign_membership_on_login: false }), database({})),
      on(joins({}), { t: { connections: [{ $key: 'users', strategy: 'samlp' }] } }),
    ],
  },
  'org-signup-enabled': {
    hit: [on(joins({ is_signup_enabled: true }))],
    miss: [on(joins({ is_signup_enabled: false })), on(joins({ is_signup_enabled: true, assign_membership_on_login: false }))],
  },
  'org-domain-unproven': {
    hit: [on({ discovery_domains: [{ domain: 'acme.example', status: 'verified' }], $stated: ['discovery_domains'] })],
    miss: [
      on({ discovery_domains: [{ domain: 'acme.example' }], $stated: ['discovery_domains'] }),
      on({ discovery_domains: [{ domain: 'acme.example', status: 'verified' }], $stated: ['name'] }),
    ],
  },
};
