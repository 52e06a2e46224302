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

/** Members of the older form of password policy. A connection created with one of them gets `passwordPolicy`. */
export const LEGACY_PASSWORD_OPTIONS = [
  'passwordPolicy',
  'password_complexity_options',
  'password_history',
  'password_no_personal_info',
  'password_dictionary',
];
const LEGACY_OPTIONS = [...LEGACY_PASSWORD_OPTIONS, 'requires_username', 'validation', 'custom_password_hash'];

/**
 * Builds the defaults of a new database. The API adds `password_options` (since August 2026) if the request has options and
 * none of the older members; otherwise it adds `passwordPolicy` (recorded traffic).
 */
export function buildDatabaseDefaults(sent: JsonObject): JsonObject {
  const isLegacy = Object.keys(sent).length === 0 || LEGACY_OPTIONS.some((name) => Object.hasOwn(sent, name));
  const policy = isLegacy && !Object.hasOwn(sent, 'password_options') ? { passwordPolicy: 'good' } : { password_options: {} };
  return { mfa: { active: true, return_enroll_settings: true }, ...policy };
}

/** Adds one-time password methods, switched off, to a new database with flexible identifiers (recorded traffic). */
export function addIdentifierDefaults(options: JsonObject): JsonObject {
  if (getObjectMember(options, 'attributes') === undefined) return options;
  const codes = { email_otp: { enabled: false }, phone_otp: { enabled: false } };
  return { ...options, authentication_methods: { ...codes, ...getObject(options, 'authentication_methods') } };
}

/** Adds the defaults that every write of the options fills in. */
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

/** Adds the defaults of the email identifier: unique, and verified by a link (recorded traffic). */
function addEmailDefaults(options: JsonObject): JsonObject {
  const attributes = getObject(options, 'attributes');
  if (getObjectMember(attributes, 'email') === undefined) return {};
  return {
    attributes: { ...attributes, email: { unique: true, verification_method: 'link', ...getObject(attributes, 'email') } },
  };
}
