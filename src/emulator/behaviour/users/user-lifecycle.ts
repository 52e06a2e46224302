import { createHash } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { type ApiCall, getPathParameter } from '../../engine/api-call.ts';
import { getString, isEmptyObject, omit } from '../../engine/json-objects.ts';
import { badRequest, notFound } from '../../http/refusal.ts';
import { removeMember } from '../organizations/organization-lifecycle.ts';

export const buildUserNotFound = () => notFound('The user does not exist.', 'inexistent_user');

export function requireUserId(call: ApiCall): string {
  const id = getPathParameter(call, 'id');
  if (!call.tenant.state.getCollection('users').has(id)) throw buildUserNotFound();
  return id;
}

export function cleanUpUser(call: ApiCall, id: string): void {
  const { state } = call.tenant;
  for (const link of state.getLinks('organization-members').listTo(id)) removeMember(call, link.left, id);
  for (const name of ['user-roles', 'user-permissions']) state.getLinks(name).removeFrom(id);
}

/** Strategies whose users can be created through the API. */
const USER_STORE_STRATEGIES = new Set(['auth0', 'email', 'sms']);

function requireUserStore(call: ApiCall, name: string): JsonObject {
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

/** Builds a new user with the API's defaults (recorded traffic). */
export function buildUser(call: ApiCall, body: JsonObject): JsonObject {
  const connection = getString(body, 'connection');
  const provider = getString(requireUserStore(call, connection), 'strategy');
  const localId = getString(body, 'user_id') || call.tenant.ids.makeHex(24);
  const email = getString(body, 'email');
  const stamp = call.tenant.clock.stamp();
  const sent = dropEmptyMetadata(omit(body, ['connection', 'password', 'verify_email', 'user_id']));
  return {
    user_id: `${provider}|${localId}`,
    created_at: stamp,
    email_verified: false,
    identities: [{ connection, user_id: localId, provider, isSocial: false }],
    ...(email === '' ? {} : { name: email, nickname: email.split('@')[0] ?? '', picture: buildGravatarUrl(email) }),
    ...sent,
    updated_at: stamp,
  };
}

/** Removes empty `app_metadata`. Empty `user_metadata` stays `{}` (recorded traffic). */
export const dropEmptyMetadata = (user: JsonObject): JsonObject =>
  isEmptyObject(getObjectMember(user, 'app_metadata')) ? omit(user, ['app_metadata']) : user;

function buildGravatarUrl(email: string): string {
  const digest = createHash('md5').update(email.toLowerCase()).digest('hex');
  const fallback = encodeURIComponent(`https://cdn.auth0.com/avatars/${email.slice(0, 2).toLowerCase()}.png`);
  return `https://s.gravatar.com/avatar/${digest}?s=480&r=pg&d=${fallback}`;
}
