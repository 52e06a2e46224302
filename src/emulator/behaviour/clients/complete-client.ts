import { getObjectMember, isObject, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject, omit } from '../../engine/json-objects.ts';

/** The newer and the older name of the same settings: kept under the first, answered under both (recorded traffic). */
const LOGOUT_MEMBER = 'oidc_logout';
const FORMER_LOGOUT_MEMBER = 'oidc_backchannel_logout';

/** What the API fills in beside the members that were sent (API reference). */
const SESSION_TRANSFER_DEFAULTS: JsonObject = {
  can_create_session_transfer_token: false,
  enforce_cascade_revocation: true,
  allowed_authentication_methods: [],
  enforce_device_binding: 'ip',
  allow_refresh_token: false,
  enforce_online_refresh_tokens: true,
};

/** A client as it is kept after a write: `body` is what was sent, `client` what it would be without the API's own ways. */
export const completeClient = (client: JsonObject, body: JsonObject): JsonObject =>
  dropEmptyLoginUri(fillSessionTransfer(keepOneLogout(client, body), body));

/** Kept as nothing when emptied (recorded traffic). */
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

/** Null stays null where there is a default: whether the API answers that then is not recorded. */
function fillSessionTransfer(client: JsonObject, body: JsonObject): JsonObject {
  if (!isObject(getObjectMember(client, 'session_transfer'))) return client;
  const nulls = Object.entries(getObject(body, 'session_transfer')).filter(([, value]) => value === null);
  const all = { ...SESSION_TRANSFER_DEFAULTS, ...getObject(client, 'session_transfer'), ...Object.fromEntries(nulls) };
  const kept = Object.entries(all).filter(([name, value]) => value !== null || Object.hasOwn(SESSION_TRANSFER_DEFAULTS, name));
  return { ...client, session_transfer: Object.fromEntries(kept) };
}
