import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getString } from '../../engine/json-objects.ts';
import { DEFAULT_DATABASE_NAME } from '../../facts/fresh-tenant.ts';
import { badRequest } from '../../http/refusal.ts';
import { isStrongPassword } from './password-strength.ts';

/** Strategies whose users can be created through the API. */
const USER_STORE_STRATEGIES = new Set(['auth0', 'email', 'sms']);

/** Returns the connection of a new user. Messages are those of the API reference. */
export function requireUserStore(call: ApiCall, name: string): JsonObject {
  const found = call.tenant.state.getCollection('connections').find('name', name)[0];
  if (found === undefined) throw badRequest('The connection does not exist.', 'inexistent_connection');
  if (!USER_STORE_STRATEGIES.has(getString(found.value, 'strategy'))) {
    throw badRequest(
      'Connection does not support user creation through the API. It must either be a database or passwordless connection.',
      'operation_not_supported',
    );
  }
  return found.value;
}

/** Refuses a new user that the connection cannot have. */
export function requireFittingUser(connection: JsonObject, body: JsonObject): void {
  const [problem] = [...listIdentifierErrors(connection, body), ...listUsernameErrors(connection, body)];
  if (problem !== undefined) throw badRequest(problem);
  if (getString(connection, 'strategy') === 'auth0') requirePassword(connection, body);
}

/** The member that identifies a passwordless user. Users of a database have at least one identifier. */
const IDENTIFIERS: Readonly<Record<string, string>> = { email: 'email', sms: 'phone_number' };

function listIdentifierErrors(connection: JsonObject, body: JsonObject): readonly string[] {
  const required = IDENTIFIERS[getString(connection, 'strategy')];
  const names = required === undefined ? ['email', 'username', 'phone_number'] : [required];
  if (names.some((name) => getString(body, name) !== '')) return [];
  return [`Payload validation error: 'Missing required property: ${required ?? 'email'}'.`];
}

const hasAttribute = (connection: JsonObject, name: string): boolean =>
  getObjectMember(getObject(getObject(connection, 'options'), 'attributes'), name) !== undefined;

/**
 * A database has usernames if it requires them or has them as an attribute. The first database of the recorded tenants took users with and
 * without one, and its options do not show why; so here its name decides.
 */
const usesUsernames = (connection: JsonObject): boolean =>
  getObjectMember(getObject(connection, 'options'), 'requires_username') === true ||
  hasAttribute(connection, 'username') ||
  getString(connection, 'name') === DEFAULT_DATABASE_NAME;

/** Lists what is wrong with the username of a new user. The second message is unproven. */
export function listUsernameErrors(connection: JsonObject, body: JsonObject): readonly string[] {
  const isRequired = getObjectMember(getObject(connection, 'options'), 'requires_username') === true;
  const hasUsername = getString(body, 'username') !== '';
  if (hasUsername && !usesUsernames(connection)) return ['Cannot set username for connection without requires_username'];
  return isRequired && !hasUsername ? ["Payload validation error: 'Missing required property: username'."] : [];
}

/** Passwords are required unless the connection makes them optional for the API (`api_behavior`). */
function requirePassword(connection: JsonObject, body: JsonObject): void {
  const { password } = body;
  const methods = getObject(getObject(connection, 'options'), 'authentication_methods');
  if (typeof password === 'string') requireStrongPassword(connection, password);
  else if (getString(getObject(methods, 'password'), 'api_behavior') !== 'optional')
    throw badRequest("Payload validation error: 'Missing required property: password'.");
}

export function requireStrongPassword(connection: JsonObject, password: string): void {
  if (!isStrongPassword(getObject(connection, 'options'), password))
    throw badRequest('PasswordStrengthError: Password is too weak', 'invalid_password');
}
