import { on, type RuleCases } from './rule-case.ts';

const ap = (name: string, more: object) => on({ $key: name, name, ...more });
const bruteForce = (more: object) => ap('bruteForceProtection', more);
const throttling = (more: object) => ap('suspiciousIpThrottling', more);
const breached = (more: object) => ap('breachedPasswordDetection', more);
const bots = (more: object) => ap('botDetection', more);
const stages = (shields: readonly string[]) => ({
  'pre-user-registration': { shields },
  'pre-change-password': { shields: ['block'] },
});

const ATTACK_CASES: RuleCases = {
  'brute-force-off': {
    hit: [bruteForce({ enabled: false })],
    miss: [bruteForce({ enabled: true }), throttling({ enabled: false })],
  },
  'brute-force-no-block': {
    hit: [bruteForce({ shields: ['user_notification'] }), bruteForce({ shields: [] })],
    miss: [bruteForce({ shields: ['block'] }), bruteForce({}), bruteForce({ enabled: false, shields: [] })],
  },
  'brute-force-silent': {
    hit: [bruteForce({ shields: ['block'] })],
    miss: [bruteForce({ shields: ['block', 'user_notification'] }), bruteForce({})],
  },
  'brute-force-many-attempts': {
    hit: [bruteForce({ max_attempts: 21 })],
    miss: [bruteForce({ max_attempts: 20 }), bruteForce({})],
  },
  'ip-throttling-off': {
    hit: [throttling({ enabled: false })],
    miss: [throttling({ enabled: true }), bruteForce({ enabled: false })],
  },
  'ip-throttling-no-block': {
    hit: [throttling({ shields: ['admin_notification'] })],
    miss: [throttling({ shields: ['block'] }), throttling({})],
  },
  'ip-throttling-loose': {
    hit: [
      throttling({ stage: { 'pre-login': { max_attempts: 501, rate: 864_000 } } }),
      throttling({ stage: { 'pre-user-registration': { max_attempts: 501 } } }),
      throttling({ stage: { 'pre-login': { max_attempts: 100, rate: 86_399 } } }),
    ],
    miss: [throttling({ stage: { 'pre-login': { max_attempts: 500, rate: 86_400 } } }), throttling({})],
  },
  'allowlist-wide': {
    hit: [throttling({ allowlist: ['203.0.0.0/15'] }), throttling({ allowlist: ['2001::/31'] })],
    miss: [throttling({ allowlist: ['203.0.0.0/16', '203.0.113.7', '2001:db8::/32'] })],
  },
  'breached-passwords-off': { hit: [breached({ enabled: false }), breached({})], miss: [breached({ enabled: true })] },
  'breached-passwords-no-block': {
    hit: [
      breached({ enabled: true, shields: ['block'], stage: stages(['admin_notification']) }),
      breached({ enabled: true, shields: [], stage: stages(['block']) }),
    ],
    miss: [breached({ enabled: true, shields: ['block'], stage: stages(['block']) }), breached({ enabled: false })],
  },
  'bot-detection-never': {
    hit: [bots({ challenge_password_policy: 'never' }), bots({ challenge_password_reset_policy: 'never' })],
    miss: [bots({ challenge_password_policy: 'always', challenge_passwordless_policy: 'when_risky' }), bots({})],
  },
  'bot-detection-monitoring': {
    hit: [bots({ monitoring_mode_enabled: true })],
    miss: [bots({ monitoring_mode_enabled: false })],
  },
  'captcha-fails-open': {
    hit: [ap('captcha', { auth_challenge: { fail_open: true } }), ap('captcha', { arkose: { fail_open: true } })],
    miss: [ap('captcha', { auth_challenge: { fail_open: false } })],
  },
  'phone-protection-off': {
    hit: [ap('phoneProviderProtection', { type: 'none' })],
    miss: [ap('phoneProviderProtection', { type: 'exponential' }), ap('phoneProviderProtection', {})],
  },
};

const factor = (name: string, enabled = true) => ({ $key: name, name, enabled });
const factors = (...guardianFactors: readonly object[]) => ({ t: { guardianFactors } });
const postLogin = (code: string) => ({
  t: { actions: [{ $key: 'MFA', code, supported_triggers: [{ id: 'post-login', version: 'v3' }] }] },
});
const otherTrigger = {
  t: { actions: [{ $key: 'MFA', code: 'challengeWith', supported_triggers: [{ id: 'pre-user-registration', version: 'v2' }] }] },
};
const none = { t: { actions: [] } };

const FACTOR_CASES: RuleCases = {
  'mfa-never': {
    hit: [on({ policies: [] }, none), on({ policies: [] }, otherTrigger)],
    miss: [
      on({ policies: ['confidence-score'] }, none),
      on({ policies: [] }, postLogin("api.authentication.challengeWith({ type: 'otp' })")),
    ],
  },
  'mfa-no-factor': {
    hit: [on({ policies: ['all-applications'] }, factors(factor('recovery-code'), factor('otp', false)))],
    miss: [on({ policies: ['all-applications'] }, factors(factor('otp'))), on({ policies: [] }, factors())],
  },
  'mfa-only-weak': {
    hit: [on(factor('sms'), factors(factor('sms'), factor('otp', false)))],
    miss: [on(factor('sms'), factors(factor('sms'), factor('otp'))), on(factor('sms', false), factors(factor('sms', false)))],
  },
  'mfa-default-sms': {
    hit: [on({ provider: 'auth0' }, factors(factor('sms')))],
    miss: [on({ provider: 'twilio' }, factors(factor('sms'))), on({ provider: 'auth0' }, factors(factor('sms', false)))],
  },
  'mfa-left-to-actions': {
    hit: [on({ customize_mfa_in_postlogin_action: true }, none)],
    miss: [on({ customize_mfa_in_postlogin_action: true }, postLogin('api.authentication.enrollWith')), on({}, none)],
  },
};

export const PROTECTION_CASES: RuleCases = { ...ATTACK_CASES, ...FACTOR_CASES };
