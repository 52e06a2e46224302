import { createHash } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { type Call, param } from '../../engine/call.ts';
import { isEmptyObject, textOf, without } from '../../engine/objects.ts';
import { badRequest, notFound } from '../../http/refusal.ts';
import { forgetMember } from '../organizations/organization.ts';

export const noUser = () => notFound('The user does not exist.', 'inexistent_user');

export function userId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection('users').has(id)) throw noUser();
  return id;
}

export function forgetUser(call: Call, id: string): void {
  const { state } = call.tenant;
  for (const link of state.links('organization-members').to(id)) forgetMember(call, link.left, id);
  for (const name of ['user-roles', 'user-permissions']) state.links(name).removeOf(id);
}

/** Only databases and passwordless connections take users from the API. */
const USER_STORES = new Set(['auth0', 'email', 'sms']);

function storeFor(call: Call, name: string): JsonObject {
  const found = call.tenant.state.collection('connections').find('name', name)[0];
  if (found === undefined) throw badRequest('The connection does not exist.', 'inexistent_connection');
  if (!USER_STORES.has(textOf(found.value, 'strategy'))) {
    throw badRequest(
      'Connection does not support user creation through the API. It must either be a database or passwordless connection.',
      'operation_not_supported',
    );
  }
  return found.value;
}

/** A new user as the API answers: what it fills in was read off recorded traffic. */
export function newUser(call: Call, body: JsonObject): JsonObject {
  const connection = textOf(body, 'connection');
  const provider = textOf(storeFor(call, connection), 'strategy');
  const localId = textOf(body, 'user_id') || call.tenant.ids.hex(24);
  const email = textOf(body, 'email');
  const stamp = call.tenant.clock.stamp();
  const sent = withoutEmptyMetadata(without(body, ['connection', 'password', 'verify_email', 'user_id']));
  return {
    user_id: `${provider}|${localId}`,
    created_at: stamp,
    email_verified: false,
    identities: [{ connection, user_id: localId, provider, isSocial: false }],
    ...(email === '' ? {} : { name: email, nickname: email.split('@')[0] ?? '', picture: gravatar(email) }),
    ...sent,
    updated_at: stamp,
  };
}

/** Emptied metadata: the user's own stays as `{}`, the application's goes (recorded traffic). */
export const withoutEmptyMetadata = (user: JsonObject): JsonObject =>
  isEmptyObject(getObjectMember(user, 'app_metadata')) ? without(user, ['app_metadata']) : user;

function gravatar(email: string): string {
  const digest = createHash('md5').update(email.toLowerCase()).digest('hex');
  const fallback = encodeURIComponent(`https://cdn.auth0.com/avatars/${email.slice(0, 2).toLowerCase()}.png`);
  return `https://s.gravatar.com/avatar/${digest}?s=480&r=pg&d=${fallback}`;
}
