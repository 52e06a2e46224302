import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

const MASK = '[REDACTED]';

/** A member is secret if its name ends with one of these words: `client_secret`, `authToken`, `segmentWriteKey`. */
const SECRET_WORDS = new Set([
  'secret',
  'secrets',
  'password',
  'passwd',
  'pass',
  'token',
  'key',
  'keys',
  'authorization',
  'assertion',
  'pem',
  'pkcs7',
  'pkcs8',
  'cert',
  'ticket',
]);

/** Members that are secret, whatever their last word is: links and ids that contain a ticket, hashes of passwords, and files of users. */
const SECRET_NAMES = new Set(['ticket_id', 'invitation_url', 'password_hash', 'users']);

const getLastWord = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .at(-1) ?? '';

const isSecretName = (name: string): boolean => SECRET_NAMES.has(name) || SECRET_WORDS.has(getLastWord(name));

/** Members below which every string is secret, except names and ids. */
const SECRET_PARTS = new Set(['secrets', 'signing_keys', 'encryption_key', 'credentials', 'configuration']);

/** Masks secrets in a logged body by their member names. What the API masks is undocumented; this may mask more. */
export function maskLogBody(value: JsonValue, inside = false): JsonValue {
  if (isArray(value)) return value.map((item) => maskLogBody(item, inside));
  if (isObject(value)) return maskMembers(value, inside);
  return inside && typeof value === 'string' ? MASK : value;
}

const maskMembers = (object: JsonObject, inside: boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, maskMember(name, value, inside)]));

function maskMember(name: string, value: JsonValue, inside: boolean): JsonValue {
  if (inside && (name === 'name' || name === 'id')) return value;
  return maskLogBody(value, inside || SECRET_PARTS.has(name) || (typeof value === 'string' && isSecretName(name)));
}
