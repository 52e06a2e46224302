import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import { isObject } from '../../model/json/json-value.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { omit } from '../engine/json-objects.ts';
import { buildSingletonEndpoints, type SingletonFacts } from '../engine/kinds/singleton-endpoints.ts';

type ProtectionPart = Pick<SingletonFacts, 'initial' | 'patch' | 'refine'>;

const CAPTCHA_PROVIDERS = [
  'simple_captcha',
  'auth_challenge',
  'recaptcha_v2',
  'recaptcha_enterprise',
  'hcaptcha',
  'friendly_captcha',
  'arkose',
] as const;

/** Removes the secrets of captcha providers, which are never returned (recorded traffic). */
const omitSecrets = (provider: JsonValue): JsonValue => (isObject(provider) ? omit(provider, ['secret', 'api_key']) : provider);

const mapMembers = (object: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

/** Settings by path below `/attack-protection`, with the values of a new tenant (recorded traffic). */
const PARTS: Readonly<Record<string, ProtectionPart>> = {
  'bot-detection': {
    initial: {
      challenge_password_policy: 'never',
      challenge_passwordless_policy: 'never',
      challenge_password_reset_policy: 'never',
      allowlist: [],
      bot_detection_level: 'medium',
      monitoring_mode_enabled: false,
    },
  },
  'breached-password-detection': {
    initial: {
      enabled: false,
      shields: [],
      admin_notification_frequency: [],
      method: 'standard',
      stage: { 'pre-user-registration': { shields: [] }, 'pre-change-password': { shields: [] } },
    },
    patch: { stage: 'mergeDeep' },
  },
  'brute-force-protection': {
    initial: {
      enabled: true,
      shields: ['block', 'user_notification'],
      mode: 'count_per_identifier_and_ip',
      allowlist: [],
      max_attempts: 10,
    },
  },
  captcha: {
    initial: {
      active_provider_id: 'auth_challenge',
      simple_captcha: {},
      auth_challenge: { fail_open: false },
      recaptcha_v2: { site_key: '' },
      recaptcha_enterprise: { site_key: '', project_id: '' },
      hcaptcha: { site_key: '' },
      friendly_captcha: { site_key: '' },
      arkose: { site_key: '', client_subdomain: 'client-api', verify_subdomain: 'verify-api', fail_open: false },
    },
    patch: Object.fromEntries(CAPTCHA_PROVIDERS.map((provider) => [provider, { believed: 'merge' }])),
    refine: (_call, after) => mapMembers(after, omitSecrets),
  },
  // The initial value is an assumption.
  'phone-provider-protection': { initial: { type: 'default' } },
  'suspicious-ip-throttling': {
    initial: {
      enabled: true,
      shields: ['admin_notification', 'block'],
      allowlist: [],
      stage: {
        'pre-login': { max_attempts: 100, rate: 864_000 },
        'pre-user-registration': { max_attempts: 50, rate: 1200 },
        'pre-custom-token-exchange': { max_attempts: 10, rate: 600_000 },
      },
    },
    patch: { stage: 'mergeDeep' },
  },
};

export const attackProtectionEndpoints: EndpointSet = {
  routes: Object.entries(PARTS).flatMap(
    ([name, part]) =>
      buildSingletonEndpoints({
        name: `attack-protection/${name}`,
        path: `/attack-protection/${name}`,
        readScopes: ['read:attack_protection'],
        updateScopes: ['update:attack_protection'],
        ...part,
      }).routes,
  ),
};
