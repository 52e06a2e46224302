import { on, type RuleCases } from './rule-case.ts';

const code = (text: string) => on({ name: 'Check', code: text });
const postLogin = (text: string) => on({ code: text, supported_triggers: [{ id: 'post-login', version: 'v3' }] });
const dependency = (more: object) => on({ dependencies: [{ name: 'axios', version: '1.7.2', ...more }] });
const request = (params: object) => on({ actions: [{ id: 'a', type: 'HTTP', action: 'SEND_REQUEST', params }] });
const reset = (text: string) => ({
  $key: 'Reset',
  code: text,
  supported_triggers: [{ id: 'password-reset-post-challenge', version: 'v1' }],
});
const database = { strategy: 'auth0', options: {} };
const mfa = (policies: readonly string[], actions: readonly object[]) => ({ t: { guardianPolicies: [{ policies }], actions } });

/** Put together here, so that no scanner takes it for a key. */
const STRIPE_KEY = ['sk', 'live', 'a1B2c3D4e5F6g7H8'].join('_');

export const CODE_CASES: RuleCases = {
  'action-runtime-old': {
    hit: [on({ runtime: 'node16' })],
    miss: [on({ runtime: 'node18-actions' }), on({ runtime: 'node22' }), on({})],
  },
  'action-runtime-ending': {
    hit: [on({ runtime: 'node18' }), on({ runtime: 'node18-actions' })],
    miss: [on({ runtime: 'node22' })],
  },
  'code-holds-secret': {
    hit: [
      code(`const stripe = require('stripe')('${STRIPE_KEY}');`),
      code("const options = { client_secret: 'f3a9c0d17b' };"),
      on({ strategy: 'auth0', options: { customScripts: { login: 'const apiKey = "f3a9c0d17b";' } } }),
    ],
    miss: [
      code("const secret = event.secrets.API_KEY; const grant = { token_endpoint_auth_method: 'client_secret_post' };"),
      code("throw new Error('password: must have 8 characters');"),
      code('const header = `Bearer ${token}`; const options = { password: "${env:PASSWORD_2}" };'),
    ],
  },
  'code-plain-http': {
    hit: [code("await fetch('http://crm.acme.example/users');"), code("request.post({ url: 'http://crm.acme.example' })")],
    miss: [
      code("await fetch('https://crm.acme.example/users');"),
      code("api.idToken.setCustomClaim('http://acme.example/roles', [])"),
    ],
  },
  'code-evaluates': {
    hit: [code('eval(event.request.query.code)'), code("new Function('a', text)"), code("require('child_process')")],
    miss: [code('const evaluation = retrieval(event); function newFunction() {}')],
  },
  'code-logs-event': {
    hit: [code('console.log(event)'), code("console.log('login', JSON.stringify(event))"), code("console.info('login', event);")],
    miss: [code('console.log(event.user.user_id)'), code("console.log('event')")],
  },
  'dependency-unpinned': {
    hit: [dependency({ version: 'latest' }), dependency({ version: '^1.7.2' }), on({ dependencies: [{ name: 'axios' }] })],
    miss: [dependency({}), dependency({ version: '1.0.0-beta.2' })],
  },
  'dependency-registry': {
    hit: [dependency({ registry_url: 'http://npm.acme.example' })],
    miss: [dependency({ registry_url: 'https://npm.acme.example' }), dependency({})],
  },
  'linking-without-verified-mail': {
    hit: [postLogin('await management.users.link({ id }, { user_id })')],
    miss: [
      postLogin('if (event.user.email_verified) await management.users.link({ id }, { user_id })'),
      postLogin('const links = [];'),
      code('await management.users.link({ id }, { user_id })'),
    ],
  },
  'password-reset-without-factor': {
    hit: [on(database, mfa(['all-applications'], [reset('api.access.deny("no")')]))],
    miss: [
      on(database, mfa(['all-applications'], [reset("api.authentication.challengeWith({ type: 'otp' })")])),
      on(database, mfa([], [])),
    ],
  },
  'flow-holds-secret': {
    hit: [request({ url: 'https://crm.acme.example', headers: { authorization: 'Bearer f3a9c0d17bf3a9c0d17bf3a9' } })],
    miss: [request({ url: 'https://crm.acme.example', headers: { authorization: 'Bearer {{vars.token}}' } })],
  },
  'flow-plain-http': {
    hit: [request({ url: 'http://crm.acme.example' })],
    miss: [request({ url: 'https://crm.acme.example' })],
  },
};
