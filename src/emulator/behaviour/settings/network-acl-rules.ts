import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getObjects, getString, getStrings } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';

/** The lists that the API's error message for an unknown list names (recorded traffic). */
const CURATED_LISTS = ['auth0.low_reputation', 'auth0.icloud_relay_proxy'];
/** Attack Protection adds more lists (type declarations of the official SDK, September 2026). */
const KNOWN_LISTS = [...CURATED_LISTS, 'auth0.proxy', 'auth0.tor', 'auth0.vpn'];
const ACTIONS = ['block', 'allow', 'log', 'redirect'];
const CONDITIONS = ['match', 'not_match'];

/**
 * Refuses more than one action, and `match_all` beside conditions (API reference; the API's messages are not recorded).
 * `match` and `not_match` are allowed together: three recordings of 2026 have both.
 */
function checkAlternatives(rule: JsonObject): void {
  const action = getObject(rule, 'action');
  const actions = ACTIONS.filter((name) => Object.hasOwn(action, name));
  if (actions.length !== 1)
    throw badRequest(`Payload validation error: rule.action must have exactly one of ${ACTIONS.join(', ')}`);
  if (Object.hasOwn(action, 'redirect_uri') && !actions.includes('redirect'))
    throw badRequest('Payload validation error: `redirect_uri` requires an action type of `redirect`');
  if (Object.hasOwn(rule, 'match_all') && CONDITIONS.some((name) => Object.hasOwn(rule, name)))
    throw badRequest('Payload validation error: `match_all` cannot be combined with `match` or `not_match`');
}

/** Stricter than the API: keys that a rule names must exist. */
function checkSignatureKeys(call: ApiCall, rule: JsonObject): void {
  const known = call.tenant.state.getCollection('network-acl-keys');
  const sides = CONDITIONS.map((side) => getObject(getObject(rule, side), 'http_message_signature'));
  const used = sides.flatMap((signature) => getObjects(signature, 'keys').map((key) => getString(key, 'id')));
  if (!used.every(known.has)) throw badRequest('Payload validation error: rule names a key that does not exist');
}

/** Refuses an invalid rule. Messages are from recorded traffic unless noted above. */
export function checkNetworkAclRule(call: ApiCall, acl: JsonObject): void {
  const rule = getObject(acl, 'rule');
  const action = getObject(rule, 'action');
  if (getObjectMember(action, 'redirect') === true && getString(action, 'redirect_uri') === '')
    throw badRequest('Payload validation error: Action type of `redirect` requires a `redirect_uri`');
  checkAlternatives(rule);
  checkSignatureKeys(call, rule);
  const lists = ['match', 'not_match'].flatMap((side) => getStrings(getObject(rule, side), 'auth0_managed'));
  const unknownLists = lists.filter((list) => !KNOWN_LISTS.includes(list));
  if (unknownLists.length > 0)
    throw badRequest(
      `Invalid curated list name(s): ${unknownLists.join(', ')}. Allowed curated list names are: ${CURATED_LISTS.join(', ')}`,
    );
}
