import { on, type RuleCases } from './rule-case.ts';

const spa = { $key: 'App', app_type: 'spa', token_endpoint_auth_method: 'none' };
const web = { $key: 'App', app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post' };
const machine = { ...web, app_type: 'non_interactive' };
const keys = { client_authentication_methods: { private_key_jwt: { credentials: [] } } };
const grant = (audience: string) => ({ clientGrants: [{ client_id: 'App', audience }] });
const management = grant('https://acme.eu.auth0.com/api/v2/');
const regulated = { regulated: true };
const code = { grant_types: ['authorization_code'] };
const hs256 = { jwt_configuration: { alg: 'HS256' } };

export const AUTHENTICATION_CASES: RuleCases = {
  'confidential-client-without-secret': {
    hit: [on({ ...web, token_endpoint_auth_method: 'none' })],
    miss: [on(web), on(spa)],
  },
  'client-shared-secret': {
    hit: [on(machine, { t: management }), on(machine, { ...regulated, t: { clientGrants: [] } })],
    miss: [
      on({ ...machine, ...keys }, { t: management }),
      on(machine, { t: grant('https://api.acme.example/') }),
      on(spa, { ...regulated, t: management }),
    ],
  },
  'client-id-token-hs256': {
    hit: [on({ ...web, ...hs256 })],
    miss: [on({ ...web, jwt_configuration: { alg: 'PS256' } }), on({ ...spa, ...hs256 })],
  },
  'client-id-token-hs256-public': {
    hit: [on({ ...spa, ...hs256 })],
    miss: [on({ ...web, ...hs256 }), on({ ...spa, jwt_configuration: { alg: 'RS256' } })],
  },
  'client-id-token-long': {
    hit: [on({ jwt_configuration: { lifetime_in_seconds: 86_401 } })],
    miss: [on({ jwt_configuration: { lifetime_in_seconds: 86_400 } }), on({})],
  },
  'client-not-oidc': {
    hit: [on({ ...web, oidc_conformant: false }), on(web)],
    miss: [on({ ...web, oidc_conformant: true }), on({ ...machine, oidc_conformant: false })],
  },
  'client-cross-origin-auth': {
    hit: [on({ cross_origin_authentication: true })],
    miss: [on({ cross_origin_authentication: false }), on({})],
  },
  'client-own-login-page': {
    hit: [on({ custom_login_page: '<html></html>' })],
    miss: [on({ custom_login_page: '<html></html>', custom_login_page_on: false }), on({ custom_login_page: '' })],
  },
  'client-ip-header-trusted': {
    hit: [on({ ...web, ...code, is_token_endpoint_ip_header_trusted: true })],
    miss: [on({ ...web, grant_types: ['password'], is_token_endpoint_ip_header_trusted: true }), on({ ...web, ...code })],
  },
  'client-metadata-secret': {
    hit: [on({ client_metadata: { crm_api_key: 'abc' } }), on({ client_metadata: { 'crm.password': 'abc' } })],
    miss: [on({ client_metadata: { crm_api_key: '', monkey: 'abc', team: 'crm' } })],
  },
  'client-pop-without-api': {
    hit: [
      on(
        { ...web, require_proof_of_possession: true },
        { t: { ...grant('https://api.example/'), resourceServers: [{ $key: 'https://api.example/' }] } },
      ),
    ],
    miss: [
      on(
        { ...web, require_proof_of_possession: true },
        {
          t: {
            ...grant('https://api.example/'),
            resourceServers: [{ $key: 'https://api.example/', proof_of_possession: { mechanism: 'dpop' } }],
          },
        },
      ),
      on({ ...web, require_proof_of_possession: true }, { t: { clientGrants: [], resourceServers: [] } }),
    ],
  },
  'client-pop-off': {
    hit: [on(spa, regulated)],
    miss: [on(spa), on({ ...spa, require_proof_of_possession: true }, regulated), on(web, regulated)],
  },
  'client-par-off': {
    hit: [on({ ...web, ...code }, regulated)],
    miss: [
      on({ ...web, ...code }),
      on({ ...web, ...code, require_pushed_authorization_requests: true }, regulated),
      on({ ...web, ...code, signed_request_object: { required: true } }, regulated),
    ],
  },
  'par-required-not-supported': {
    hit: [on({ require_pushed_authorization_requests: true }, { t: { tenant: [{}] } })],
    miss: [
      on({ require_pushed_authorization_requests: true }, { t: { tenant: [{ pushed_authorization_requests_supported: true }] } }),
      on({ require_pushed_authorization_requests: false }, { t: { tenant: [{}] } }),
    ],
  },
};
