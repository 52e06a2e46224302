import { createHash } from 'node:crypto';
import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { type ApiCall, getPathParameter } from '../../engine/api-call.ts';
import { getObjects, getString, isEmptyObject, omit } from '../../engine/json-objects.ts';
import { notFound } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';
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

/** Lists the identifiers of a user that are unique within the connection. */
export const listAccountKeys = (user: JsonObject): readonly string[] =>
  getObjects(user, 'identities').flatMap((identity) =>
    ['email', 'username', 'phone_number']
      .filter((name) => getString(user, name) !== '')
      .map((name) => `${getString(identity, 'connection')}|${name}|${getString(user, name).toLowerCase()}`),
  );

/** Members of a request that say how to write a user, and are not stored. */
export const REQUEST_MEMBERS = ['connection', 'client_id', 'password', 'verify_email', 'verify_phone_number', 'verify_password'];

/** Builds a new user of a connection with the API's defaults (recorded traffic). */
export function buildUser(tenant: EmulatedTenant, connection: JsonObject, body: JsonObject): JsonObject {
  const provider = getString(connection, 'strategy');
  const localId = getString(body, 'user_id') || tenant.ids.makeHex(24);
  const email = getString(body, 'email');
  const stamp = tenant.clock.stamp();
  const sent = dropEmptyMetadata(omit(body, [...REQUEST_MEMBERS, 'user_id']));
  return {
    user_id: `${provider}|${localId}`,
    created_at: stamp,
    email_verified: false,
    identities: [{ connection: getString(connection, 'name'), user_id: localId, provider, isSocial: false }],
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
