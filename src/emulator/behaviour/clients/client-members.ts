import { isObject, type JsonObject, member } from '../../../model/json.ts';
import { objectOf, without } from '../../engine/objects.ts';

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
  dropEmptyLoginUri(fillSessionTransfer(client, body));

/** Kept as nothing when emptied (recorded traffic). */
const dropEmptyLoginUri = (client: JsonObject): JsonObject =>
  member(client, 'initiate_login_uri') === '' ? without(client, ['initiate_login_uri']) : client;

/** Null stays null: whether the API answers the default then is not recorded. */
function fillSessionTransfer(client: JsonObject, body: JsonObject): JsonObject {
  if (!isObject(member(client, 'session_transfer'))) return client;
  const nulls = Object.entries(objectOf(body, 'session_transfer')).filter(([, value]) => value === null);
  const kept = { ...SESSION_TRANSFER_DEFAULTS, ...objectOf(client, 'session_transfer'), ...Object.fromEntries(nulls) };
  return { ...client, session_transfer: kept };
}
