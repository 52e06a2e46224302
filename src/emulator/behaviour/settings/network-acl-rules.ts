import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getObjects, getString, getStrings } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';

/** The refusal of an unknown list names these two (recorded traffic). */
const CURATED_LISTS = ['auth0.low_reputation', 'auth0.icloud_relay_proxy'];
/** With Attack Protection there are more (type declarations of September 2026). */
const KNOWN_LISTS = [...CURATED_LISTS, 'auth0.proxy', 'auth0.tor', 'auth0.vpn'];
const ACTIONS = ['block', 'allow', 'log', 'redirect'];
const CONDITIONS = ['match', 'not_match'];

/**
 * A rule does one thing, and matches all or what its conditions say (API reference; the API's words are not recorded).
 * `match` and `not_match` may stand together: three recordings of 2026 do so.
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

/** Strict: a key that a rule names must exist. */
function checkSignatureKeys(call: ApiCall, rule: JsonObject): void {
  const known = call.tenant.state.getCollection('network-acl-keys');
  const sides = CONDITIONS.map((side) => getObject(getObject(rule, side), 'http_message_signature'));
  const used = sides.flatMap((signature) => getObjects(signature, 'keys').map((key) => getString(key, 'id')));
  if (!used.every(known.has)) throw badRequest('Payload validation error: rule names a key that does not exist');
}

/** Messages as recorded. */
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
