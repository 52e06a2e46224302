import { on, type RuleCases } from './rule-case.ts';

const spa = { app_type: 'spa', token_endpoint_auth_method: 'none' };
const web = { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post' };
const code = { grant_types: ['authorization_code'] };
const action = (text: string, more: object = {}) => ({
  $key: 'Check',
  name: 'Check',
  code: text,
  supported_triggers: [{ id: 'post-login', version: 'v3' }],
  ...more,
});
const regulated = { regulated: true };

export const GRANT_CASES: RuleCases = {
  'grant-implicit': {
    hit: [on({ grant_types: ['authorization_code', 'implicit'] })],
    miss: [on({ grant_types: ['authorization_code'] }), on({})],
  },
  'grant-password': {
    hit: [on({ grant_types: ['password'] }), on({ grant_types: ['http://auth0.com/oauth/grant-type/password-realm'] })],
    miss: [on({ grant_types: ['http://auth0.com/oauth/grant-type/mfa-otp'] })],
  },
  'grant-legacy': {
    hit: [on({ grant_types: ['http://auth0.com/oauth/legacy/grant-type/ro'] })],
    miss: [on({ grant_types: ['http://auth0.com/oauth/grant-type/mfa-oob'] })],
  },
  'grant-client-credentials-public': {
    hit: [on({ ...spa, grant_types: ['client_credentials'] })],
    miss: [on({ ...web, grant_types: ['client_credentials'] }), on({ ...spa, ...code })],
  },
  'grant-default-set': {
    hit: [on({ ...spa, grant_types: ['implicit'], $stated: ['app_type'] }, { isNew: true })],
    miss: [
      on({ ...spa, ...code, $stated: ['app_type', 'grant_types'] }, { isNew: true }),
      on({ ...spa, $stated: ['app_type'] }),
      on({ app_type: 'non_interactive', $stated: ['app_type'] }, { isNew: true }),
    ],
  },
  'grant-device-code-web': {
    hit: [on({ ...web, grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] })],
    miss: [on({ app_type: 'native', grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] })],
  },
  'client-delegation': { hit: [on({ allowed_clients: ['Other'] })], miss: [on({ allowed_clients: [] }), on({})] },
  'token-exchange-public': {
    hit: [on({ ...spa, token_exchange: { allow_any_profile_of_type: ['custom_authentication'] } })],
    miss: [
      on({ ...web, token_exchange: { allow_any_profile_of_type: ['custom_authentication'] } }),
      on({ ...spa, token_exchange: { allow_any_profile_of_type: [] } }),
    ],
  },
  'pkce-not-enforced': {
    hit: [
      on({ ...spa, ...code }, { ...regulated, t: { actions: [action('exports.onExecutePostLogin = async () => {}')] } }),
      on(
        { ...spa, ...code },
        {
          ...regulated,
          t: { actions: [action('code_challenge')], triggers: [{ $key: 'post-login', bindings: [{ action_name: 'Other' }] }] },
        },
      ),
    ],
    miss: [
      on(
        { ...spa, ...code },
        { ...regulated, t: { actions: [action('if (!event.request.query.code_challenge) api.access.deny("PKCE")')] } },
      ),
      on(
        { ...spa, ...code },
        {
          ...regulated,
          t: {
            actions: [action('x', { modules: [{ module_name: 'Pkce' }] })],
            actionModules: [{ $key: 'Pkce', code: 'code_challenge' }],
          },
        },
      ),
      on({ ...web, ...code }, { ...regulated, t: { actions: [] } }),
      on({ ...spa, ...code, is_first_party: false, third_party_security_mode: 'strict' }, { ...regulated, t: { actions: [] } }),
      on({ ...spa, ...code }, { t: { actions: [] } }),
    ],
  },
};
