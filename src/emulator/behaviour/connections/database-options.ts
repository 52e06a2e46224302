import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject } from '../../engine/json-objects.ts';

const PASSKEYS = { challenge_ui: 'both', progressive_enrollment_enabled: true, local_enrollment_enabled: true };

const PASSWORD_OPTIONS = {
  complexity: {
    character_type_rule: 'all',
    identical_characters: 'allow',
    sequential_characters: 'allow',
    max_length_exceeded: 'error',
    min_length: 15,
    character_types: [],
  },
  profile_data: {
    active: false,
    blocked_fields: [
      'name',
      'username',
      'nickname',
      'email',
      'phone_number',
      'user_metadata.name',
      'user_metadata.first',
      'user_metadata.last',
    ],
  },
  history: { active: false, size: 3 },
  dictionary: { active: false, custom: [], default: 'en_100k' },
};

/** Members that belong to the older form of password policy; with any of them a connection gets `passwordPolicy`. */
export const LEGACY_PASSWORD_OPTIONS = [
  'passwordPolicy',
  'password_complexity_options',
  'password_history',
  'password_no_personal_info',
  'password_dictionary',
];
const LEGACY_OPTIONS = [...LEGACY_PASSWORD_OPTIONS, 'requires_username', 'validation', 'custom_password_hash'];

/**
 * The newest recordings (August 2026) fill in `password_options`, older ones `passwordPolicy`. Both still occur: the newer
 * form where options are sent that know nothing of the older one, the older form else.
 */
export function buildDatabaseDefaults(sent: JsonObject): JsonObject {
  const isLegacy = Object.keys(sent).length === 0 || LEGACY_OPTIONS.some((name) => Object.hasOwn(sent, name));
  const policy = isLegacy && !Object.hasOwn(sent, 'password_options') ? { passwordPolicy: 'good' } : { password_options: {} };
  return { mfa: { active: true, return_enroll_settings: true }, ...policy };
}

/** A new database with flexible identifiers can send codes, and says so: off until they are turned on (recorded traffic). */
export function addIdentifierDefaults(options: JsonObject): JsonObject {
  if (getObjectMember(options, 'attributes') === undefined) return options;
  const codes = { email_otp: { enabled: false }, phone_otp: { enabled: false } };
  return { ...options, authentication_methods: { ...codes, ...getObject(options, 'authentication_methods') } };
}

/** Filled in with every write of the options. */
export function fillDatabaseOptions(options: JsonObject): JsonObject {
  const methods = getObject(options, 'authentication_methods');
  const passwords =
    getObjectMember(options, 'password_options') === undefined
      ? {}
      : { password_options: addPasswordDefaults(getObject(options, 'password_options')) };
  return {
    ...options,
    ...passwords,
    ...addEmailDefaults(options),
    authentication_methods: {
      passkey: { enabled: false },
      ...methods,
      password: { enabled: true, api_behavior: 'required', signup_behavior: 'allow', ...getObject(methods, 'password') },
    },
    passkey_options: { ...PASSKEYS, ...getObject(options, 'passkey_options') },
  };
}

const addPasswordDefaults = (sent: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(PASSWORD_OPTIONS).map(([name, defaults]) => [name, { ...defaults, ...getObject(sent, name) }]),
  );

/** E-mail as an identifier is unique and verified by a link where nothing else is sent (recorded traffic). */
function addEmailDefaults(options: JsonObject): JsonObject {
  const attributes = getObject(options, 'attributes');
  if (getObjectMember(attributes, 'email') === undefined) return {};
  return {
    attributes: { ...attributes, email: { unique: true, verification_method: 'link', ...getObject(attributes, 'email') } },
  };
}
