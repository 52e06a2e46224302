import { describe, expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('attackProtection'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

test.each<[string, unknown]>([
  [
    'breachedPasswordDetection',
    { enabled: true, shields: ['block', 'user_notification'], admin_notification_frequency: ['daily'], method: 'standard' },
  ],
  [
    'breachedPasswordDetection',
    { stage: { 'pre-user-registration': { shields: ['block'] }, 'pre-change-password': { shields: [] } } },
  ],
  [
    'bruteForceProtection',
    { enabled: true, shields: ['block'], mode: 'count_per_identifier', allowlist: ['127.0.0.1'], max_attempts: 10 },
  ],
  [
    'suspiciousIpThrottling',
    { enabled: true, shields: ['admin_notification'], stage: { 'pre-login': { max_attempts: 100, rate: 864000 } } },
  ],
  ['suspiciousIpThrottling', { stage: { 'pre-custom-token-exchange': { max_attempts: 10, rate: 600000 } } }],
  ['botDetection', { bot_detection_level: 'high', challenge_password_policy: 'always', allowlist: ['10.0.0.0/8', '::1'] }],
  [
    'captcha',
    { active_provider_id: 'arkose', arkose: { site_key: 'key', secret: 'canary', fail_open: true }, simple_captcha: {} },
  ],
  ['captcha', { recaptcha_v2: { site_key: '' } }],
  ['phoneProviderProtection', { type: 'exponential' }],
])('accepts %s with %j', (name, fields) => {
  expect(findRefusals('attackProtection', { name, ...(fields instanceof Object ? fields : {}) })).toEqual([]);
});

describe.each([
  ['a protection that does not exist', { name: 'firewall' }, ['enum /name']],
  ['a measure of another protection', { name: 'bruteForceProtection', shields: ['admin_notification'] }, ['enum /shields/0']],
  [
    'a stage of another protection',
    { name: 'breachedPasswordDetection', stage: { 'pre-login': {} } },
    ['additionalProperties /stage'],
  ],
  ['a field of another protection', { name: 'botDetection', max_attempts: 5 }, ['type /max_attempts']],
  ['a switch that captcha lacks', { name: 'captcha', enabled: true }, ['type /enabled']],
  ['too many attempts', { name: 'bruteForceProtection', max_attempts: 101 }, ['maximum /max_attempts']],
  [
    'settings for a captcha without any',
    { name: 'captcha', simple_captcha: { site_key: 'x' } },
    ['additionalProperties /simple_captcha'],
  ],
])('%s', (_, value, expected) => {
  test('is refused', () => {
    expect(findRefusals('attackProtection', value)).toEqual(expected);
  });
});

test('one stage is sent alone: the API keeps the others', () => {
  const live = {
    name: 'suspiciousIpThrottling',
    stage: { 'pre-login': { max_attempts: 100, rate: 864000 }, 'pre-user-registration': {} },
  };
  const declared = { name: 'suspiciousIpThrottling', stage: { 'pre-login': { max_attempts: 5 } } };
  expect(composeUpdateBody(shape, live, declared, ['stage'], wire)).toEqual({ stage: { 'pre-login': { max_attempts: 5 } } });
});

test('the order of measures and an empty key are no change', () => {
  const live = { name: 'captcha', hcaptcha: { site_key: '' } };
  expect(computeFieldChanges(shape, live, { name: 'captcha', hcaptcha: { secret: 'canary' } }, AS_IS)).toEqual([]);
  const shields = { name: 'bruteForceProtection', shields: ['block', 'user_notification'] };
  expect(computeFieldChanges(shape, { ...shields, shields: ['user_notification', 'block'] }, shields, AS_IS)).toEqual([]);
});

test('what the API shows of blocked forms and does not take is ignored', () => {
  const live = { name: 'bruteForceProtection', form_submission_mode: 'manual' };
  const declared = { name: 'bruteForceProtection', form_submission_mode: 'auto', form_submission_behavior: 'auto_submit' };
  expect(computeFieldChanges(shape, live, declared, AS_IS)).toEqual([]);
});
