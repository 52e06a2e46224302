import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { omit } from '../engine/json-objects.ts';
import { buildSettingRoutes, type SettingFacts } from '../engine/kinds/setting-endpoints.ts';
import { badRequest } from '../http/refusal.ts';

type GuardianSettingFacts = Pick<SettingFacts, 'name' | 'methods' | 'initial' | 'show'> & { readonly paths: readonly string[] };

const hideSetting = (): JsonObject => ({});

const INITIAL_CODES = { otp_length: 6, otp_expiration_time: 300 };

/** MFA session settings, available since September 2026 (API reference). */
const SESSIONS: SettingFacts = {
  name: 'guardian/sessions',
  paths: ['/guardian/settings'],
  methods: ['GET', 'PUT'],
  readScopes: ['read:guardian_factors'],
  updateScopes: ['update:guardian_factors'],
  initial: {
    display_remember_me_checkbox: true,
    remember_me_default_value: false,
    mfa_session_inactivity_timeout: 604_800,
    mfa_session_overall_timeout: 2_592_000,
  },
  check: ({ mfa_session_inactivity_timeout: inactivity, mfa_session_overall_timeout: overall }) => {
    if (Number(inactivity) > Number(overall))
      throw badRequest('mfa_session_inactivity_timeout cannot be greater than mfa_session_overall_timeout.');
  },
};

/** `phone/…` and `sms/…` are the same settings (API reference). Unset providers are `{}` (recorded traffic). */
const SETTINGS: readonly GuardianSettingFacts[] = [
  { name: 'duo', paths: ['duo/settings'], methods: ['GET', 'PUT', 'PATCH'], initial: {} },
  { name: 'message-types', paths: ['phone/message-types'], methods: ['GET', 'PUT'], initial: { message_types: [] } },
  {
    name: 'phone-provider',
    paths: ['phone/selected-provider', 'sms/selected-provider'],
    methods: ['GET', 'PUT'],
    initial: { provider: 'auth0' },
  },
  { name: 'phone-templates', paths: ['phone/templates', 'sms/templates'], methods: ['GET', 'PUT'], initial: {} },
  { name: 'twilio', paths: ['phone/providers/twilio', 'sms/providers/twilio'], methods: ['GET', 'PUT'], initial: {} },
  {
    name: 'push-provider',
    paths: ['push-notification/selected-provider'],
    methods: ['GET', 'PUT'],
    initial: { provider: 'guardian' },
  },
  {
    name: 'apns',
    paths: ['push-notification/providers/apns'],
    methods: ['GET', 'PUT', 'PATCH'],
    initial: {},
    show: (apns, method) => {
      const shown = omit(apns, ['p12']);
      return method === 'GET' ? { ...shown, enabled: getObjectMember(apns, 'p12') !== undefined } : shown;
    },
  },
  { name: 'fcm', paths: ['push-notification/providers/fcm'], methods: ['PUT', 'PATCH'], initial: {}, show: hideSetting },
  { name: 'fcmv1', paths: ['push-notification/providers/fcmv1'], methods: ['PUT', 'PATCH'], initial: {}, show: hideSetting },
  {
    name: 'sns',
    paths: ['push-notification/providers/sns'],
    methods: ['GET', 'PUT', 'PATCH'],
    initial: {},
    // Responses to writes include the secret, reads do not.
    show: (sns, method) => (method === 'GET' ? omit(sns, ['aws_secret_access_key']) : sns),
  },
  // Available since September 2026. The lengths are those of the example in the API reference.
  { name: 'email-codes', paths: ['email/settings'], methods: ['GET', 'PUT'], initial: INITIAL_CODES },
  { name: 'phone-codes', paths: ['phone/settings'], methods: ['GET', 'PUT'], initial: INITIAL_CODES },
  // Undocumented, but used by other tools.
  {
    name: 'webauthn-roaming',
    paths: ['webauthn-roaming/settings'],
    methods: ['GET', 'PUT'],
    initial: { userVerification: 'discouraged', overrideRelyingParty: false },
  },
  {
    name: 'webauthn-platform',
    paths: ['webauthn-platform/settings'],
    methods: ['GET', 'PUT'],
    initial: { overrideRelyingParty: false },
  },
];

export const guardianSettingsEndpoints: EndpointSet = {
  routes: [
    ...SETTINGS.flatMap((facts) =>
      buildSettingRoutes({
        ...facts,
        name: `guardian/${facts.name}`,
        paths: facts.paths.map((path) => `/guardian/factors/${path}`),
        readScopes: ['read:guardian_factors'],
        updateScopes: ['update:guardian_factors'],
      }),
    ),
    ...buildSettingRoutes(SESSIONS),
  ],
};
