import { on, type RuleCase, type RuleCases } from './rule-case.ts';

const acl = (priority: number, action: string, rule: object = {}, more: object = {}) => ({
  $key: `${priority}`,
  description: `${priority}`,
  active: true,
  priority,
  rule: { action: { [action]: true }, scope: 'tenant', match: {}, ...rule },
  ...more,
});
/** The first of these network rules is the one that is asked about. */
const among = (first: object, ...others: readonly object[]): RuleCase => on(first, { t: { networkACLs: [first, ...others] } });
const office = { match: { ipv4_cidrs: ['203.0.113.0/24'] } };
const everywhere = { match: { ipv4_cidrs: ['0.0.0.0/0'] } };
const known = (type: string, ...resources: readonly object[]): RuleCase => on({}, { t: { [type]: resources } });

export const NETWORK_CASES: RuleCases = {
  'custom-domain-missing': {
    hit: [known('customDomains')],
    miss: [known('customDomains', { domain: 'login.acme.example' }), known('clients')],
  },
  'client-ip-from-header': {
    hit: [on({ type: 'auth0_managed_certs', custom_client_ip_header: 'x-forwarded-for' })],
    miss: [on({ type: 'self_managed_certs', custom_client_ip_header: 'x-forwarded-for' }), on({ type: 'auth0_managed_certs' })],
  },
  'acl-allow-shadows': {
    hit: [among(acl(1, 'allow', everywhere), acl(2, 'block', office))],
    miss: [
      among(acl(3, 'allow', everywhere), acl(2, 'block', office)),
      among(acl(1, 'allow', office), acl(2, 'block', everywhere)),
      among(acl(1, 'allow', everywhere), acl(2, 'block', office, { active: false })),
      among(acl(1, 'allow', { ...everywhere, scope: 'management' }), acl(2, 'block', { ...office, scope: 'authentication' })),
    ],
  },
  'acl-locks-everybody': {
    hit: [among(acl(2, 'block', everywhere)), among(acl(2, 'block', { match_all: true }), acl(3, 'allow', office))],
    miss: [
      among(acl(2, 'block', everywhere), acl(1, 'allow', office)),
      among(acl(2, 'block', { match: undefined, not_match: { ipv4_cidrs: ['203.0.113.0/24'] } })),
      among(acl(2, 'block', office)),
      among(acl(2, 'block', { ...everywhere, scope: 'dynamic_client_registration' })),
      among(acl(2, 'block', everywhere, { active: false })),
    ],
  },
  'email-provider-missing': {
    hit: [known('emailProvider'), known('emailProvider', { name: 'ses', enabled: false })],
    miss: [known('emailProvider', { name: 'ses', enabled: true })],
  },
  'breach-mail-off': {
    hit: [on({ template: 'blocked_account', enabled: false })],
    miss: [on({ template: 'blocked_account', enabled: true }), on({ template: 'welcome_email', enabled: false })],
  },
  'mail-link-long': {
    hit: [on({ template: 'reset_email', urlLifetimeInSeconds: 432_001 })],
    miss: [on({ template: 'reset_email', urlLifetimeInSeconds: 432_000 }), on({ template: 'reset_email' })],
  },
  'mail-redirect-insecure': {
    hit: [on({ template: 'reset_email', resultUrl: 'http://a.example' })],
    miss: [
      on({ template: 'reset_email', resultUrl: 'https://a.example' }),
      on({ resultUrl: '{{ application.callback_domain }}' }),
    ],
  },
  'log-stream-missing': { hit: [known('logStreams')], miss: [known('logStreams', { name: 'SIEM' })] },
  'log-stream-stopped': {
    hit: [on({ status: 'paused' }), on({ status: 'suspended' })],
    miss: [on({ status: 'active' }), on({})],
  },
  'log-stream-clear': {
    hit: [
      on({ type: 'http', sink: { httpEndpoint: 'http://siem.acme.example' } }),
      on({ type: 'splunk', sink: { splunkSecure: false } }),
    ],
    miss: [
      on({ type: 'http', sink: { httpEndpoint: 'https://siem.acme.example' } }),
      on({ type: 'splunk', sink: { splunkSecure: true } }),
    ],
  },
  'log-stream-filtered': {
    hit: [on({ filters: [{ type: 'category', name: 'auth.signup.fail' }] })],
    miss: [on({ filters: [{ type: 'category', name: 'auth.login.fail' }] }), on({ filters: [] })],
  },
  'page-unescaped': {
    hit: [
      on({ name: 'error_page', html: '<p>{{ error_description }}</p>' }),
      on({ prompt: 'login', partials: { login: { 'form-content-start': '<i>{{user.name}}</i>' } } }),
    ],
    miss: [on({ name: 'error_page', html: '<p>{{ error_description | escape }}</p> {{ tenant.friendly_name }}' })],
  },
  'page-foreign-script': {
    hit: [
      on({ body: '<script src="https://cdn.stranger.example/a.js"></script>' }),
      on({
        prompt: 'login',
        screen: 'login',
        head_tags: [{ tag: 'script', attributes: { src: 'https://cdn.stranger.example/a.js' } }],
      }),
      on({ custom_login_page: "<script async src='//cdn.stranger.example/a.js'></script>" }),
    ],
    miss: [
      on({
        body: '<script src="https://cdn.stranger.example/a.js" integrity="sha384-abc"></script><script src="/a.js"></script>',
      }),
      on({ body: '<script src="https://cdn.auth0.com/js/lock/13/lock.min.js"></script>' }),
      on(
        { body: '<script src="https://cdn.acme.example/a.js"></script>' },
        { t: { customDomains: [{ domain: 'login.acme.example' }] } },
      ),
    ],
  },
};
