import { getObjectMember, isObject, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject, omit } from '../../engine/json-objects.ts';

/** The current and the former name of the same settings. Stored under the first, returned under both (recorded traffic). */
const LOGOUT_MEMBER = 'oidc_logout';
const FORMER_LOGOUT_MEMBER = 'oidc_backchannel_logout';

/** Defaults for members of `session_transfer` that were not sent (API reference). */
const SESSION_TRANSFER_DEFAULTS: JsonObject = {
  can_create_session_transfer_token: false,
  enforce_cascade_revocation: true,
  allowed_authentication_methods: [],
  enforce_device_binding: 'ip',
  allow_refresh_token: false,
  enforce_online_refresh_tokens: true,
};

/** Applies the API's normalizations to a client before it is stored. `body` is the request's body. */
export const completeClient = (client: JsonObject, body: JsonObject): JsonObject =>
  dropEmptyLoginUri(fillSessionTransfer(keepOneLogout(client, body), body));

/** Removes an empty login URI (recorded traffic). */
const dropEmptyLoginUri = (client: JsonObject): JsonObject =>
  getObjectMember(client, 'initiate_login_uri') === '' ? omit(client, ['initiate_login_uri']) : client;

function keepOneLogout(client: JsonObject, body: JsonObject): JsonObject {
  if (!Object.hasOwn(body, FORMER_LOGOUT_MEMBER)) return client;
  const settings = getObjectMember(client, Object.hasOwn(body, LOGOUT_MEMBER) ? LOGOUT_MEMBER : FORMER_LOGOUT_MEMBER);
  const rest = omit(client, [LOGOUT_MEMBER, FORMER_LOGOUT_MEMBER]);
  return settings === undefined ? rest : { ...rest, [LOGOUT_MEMBER]: settings };
}

export const showBothLogouts = (client: JsonObject): JsonObject =>
  Object.hasOwn(client, LOGOUT_MEMBER) ? { ...client, [FORMER_LOGOUT_MEMBER]: getObject(client, LOGOUT_MEMBER) } : client;

/** Adds the defaults of `session_transfer`. A null for a member with a default stays null: the API's answer is not recorded. */
function fillSessionTransfer(client: JsonObject, body: JsonObject): JsonObject {
  if (!isObject(getObjectMember(client, 'session_transfer'))) return client;
  const nulls = Object.entries(getObject(body, 'session_transfer')).filter(([, value]) => value === null);
  const all = { ...SESSION_TRANSFER_DEFAULTS, ...getObject(client, 'session_transfer'), ...Object.fromEntries(nulls) };
  const kept = Object.entries(all).filter(([name, value]) => value !== null || Object.hasOwn(SESSION_TRANSFER_DEFAULTS, name));
  return { ...client, session_transfer: Object.fromEntries(kept) };
}
