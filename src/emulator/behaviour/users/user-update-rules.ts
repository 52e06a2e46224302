import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getObjects, getString } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';
import { requireStrongPassword } from './user-rules.ts';

/** Pairs that one request cannot change (API reference). */
const NEVER_TOGETHER = [
  ['password', 'email'],
  ['password', 'email_verified'],
  ['username', 'email'],
  ['username', 'email_verified'],
  ['username', 'password'],
] as const;

/** Members of the profile. A connection to another identity provider overwrites them at each login, unless its options say otherwise. */
const PROFILE = ['family_name', 'given_name', 'name', 'nickname', 'picture'];
const DATABASE_ONLY = ['password', 'username'];

/** Refuses an update that the API refuses. Messages are those of the API reference; the error codes are unproven. */
export function requireUpdatableUser(call: ApiCall, user: JsonObject, body: JsonObject): void {
  for (const [first, second] of NEVER_TOGETHER)
    if (Object.hasOwn(body, first) && Object.hasOwn(body, second))
      throw badRequest(`Cannot update ${first} and ${second} simultaneously.`, 'invalid_body');
  const connection = findTargetConnection(call, user, body);
  const strategy = getString(connection, 'strategy');
  const refusal = findRefusedMember(strategy, body) ?? findSyncedMembers(connection, strategy, body);
  if (refusal !== undefined) throw badRequest(refusal, 'operation_not_supported');
  if (typeof body.password === 'string') requireStrongPassword(connection, body.password);
}

/** Finds the connection of the identity to change: the named one, or that of the primary identity. */
function findTargetConnection(call: ApiCall, user: JsonObject, body: JsonObject): JsonObject {
  const names = getObjects(user, 'identities').map((identity) => getString(identity, 'connection'));
  const target = getString(body, 'connection') || (names[0] ?? '');
  const found = call.tenant.state.getCollection('connections').find('name', target)[0];
  if (found === undefined || !names.includes(target)) throw badRequest('The connection does not exist.', 'inexistent_connection');
  return found.value;
}

function findRefusedMember(strategy: string, body: JsonObject): string | undefined {
  if (strategy === 'auth0') return undefined;
  if (DATABASE_ONLY.some((name) => Object.hasOwn(body, name))) return 'Connection is not supported for this operation.';
  if (strategy === 'email') return undefined;
  if (Object.hasOwn(body, 'email')) return 'Cannot update email for non-database user.';
  return Object.hasOwn(body, 'email_verified') ? 'Email verification is not supported for enterprise users.' : undefined;
}

function findSyncedMembers(connection: JsonObject, strategy: string, body: JsonObject): string | undefined {
  if (['auth0', 'email', 'sms'].includes(strategy)) return undefined;
  const sync = getString(getObject(connection, 'options'), 'set_user_root_attributes');
  const refused = PROFILE.filter((name) => Object.hasOwn(body, name));
  if (refused.length === 0 || sync === 'on_first_login' || sync === 'never_on_login') return undefined;
  return `The following user attributes cannot be updated: ${refused.join(', ')}. The connection must either be a database connection (using the Auth0 store), a passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'.`;
}
