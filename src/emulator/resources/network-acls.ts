import { type JsonObject, member } from '../../model/json.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/collection.ts';
import type { CollectionFacts } from '../engine/collection-facts.ts';
import { asObject, objectOf, objectsOf, pick, textOf, textsOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { badRequest, conflict, Refusal } from '../http/refusal.ts';

/** The refusal of an unknown list names these two (recorded traffic). */
const CURATED = ['auth0.low_reputation', 'auth0.icloud_relay_proxy'];
/** With Attack Protection there are more (type declarations of September 2026). */
const KNOWN_LISTS = [...CURATED, 'auth0.proxy', 'auth0.tor', 'auth0.vpn'];
const ACTIONS = ['block', 'allow', 'log', 'redirect'];
const CONDITIONS = ['match', 'not_match'];
const TAKEN = 'A Network ACL with this priority number has already been created.';
const MEMBERS = ['description', 'active', 'priority', 'rule', 'created_at', 'updated_at', 'id'];

/**
 * A rule does one thing, and matches all or what its conditions say (API reference; the API's words are not recorded).
 * `match` and `not_match` may stand together: three recordings of 2026 do so.
 */
function checkAlternatives(rule: JsonObject): void {
  const action = objectOf(rule, 'action');
  const actions = ACTIONS.filter((name) => Object.hasOwn(action, name));
  if (actions.length !== 1)
    throw badRequest(`Payload validation error: rule.action must have exactly one of ${ACTIONS.join(', ')}`);
  if (Object.hasOwn(action, 'redirect_uri') && !actions.includes('redirect'))
    throw badRequest('Payload validation error: `redirect_uri` requires an action type of `redirect`');
  if (Object.hasOwn(rule, 'match_all') && CONDITIONS.some((name) => Object.hasOwn(rule, name)))
    throw badRequest('Payload validation error: `match_all` cannot be combined with `match` or `not_match`');
}

/** Strict: a key that a rule names must exist. */
function checkSignatureKeys(call: Call, rule: JsonObject): void {
  const known = call.tenant.state.collection('network-acl-keys');
  const sides = CONDITIONS.map((side) => objectOf(objectOf(rule, side), 'http_message_signature'));
  const used = sides.flatMap((signature) => objectsOf(signature, 'keys').map((key) => textOf(key, 'id')));
  if (!used.every(known.has)) throw badRequest('Payload validation error: rule names a key that does not exist');
}

/** Messages as recorded. */
function checkRule(call: Call, acl: JsonObject): void {
  const rule = objectOf(acl, 'rule');
  const action = objectOf(rule, 'action');
  if (member(action, 'redirect') === true && textOf(action, 'redirect_uri') === '')
    throw badRequest('Payload validation error: Action type of `redirect` requires a `redirect_uri`');
  checkAlternatives(rule);
  checkSignatureKeys(call, rule);
  const lists = ['match', 'not_match'].flatMap((side) => textsOf(objectOf(rule, side), 'auth0_managed'));
  const strange = lists.filter((list) => !KNOWN_LISTS.includes(list));
  if (strange.length > 0)
    throw badRequest(
      `Invalid curated list name(s): ${strange.join(', ')}. Allowed curated list names are: ${CURATED.join(', ')}`,
    );
}

const facts: CollectionFacts = {
  name: 'network-acls',
  path: '/network-acls',
  idMember: 'id',
  newId: (call) => `acl_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:network_acls'],
    read: ['read:network_acls'],
    create: ['create:network_acls'],
    update: ['update:network_acls'],
    delete: ['delete:network_acls'],
  },
  missing: { message: 'Network access control list not found.' },
  indexes: { priority: (acl) => [String(member(acl, 'priority'))] },
  unique: [{ index: 'priority', message: TAKEN }],
  list: { key: 'network_acls', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  locate: (_call, id) => {
    if (/^acl_[1-9A-HJ-NP-Za-km-z]{22}$/.test(id)) return undefined;
    throw new Refusal(400, "Network ACL id is not a valid ACL ID in the form 'acl_XXXXXXXXXXXXXXXXXXXXXX'", 'invalid_uri');
  },
  fill: (call, body) => stamped(call, { priority: 50, ...body }),
  refine: (call, after) => restamped(call, after),
  check: checkRule,
  // Only a read of one list says whose it is (recorded traffic).
  show: (call, acl, verb) =>
    verb === 'read'
      ? { tenant_id: call.tenant.name, ...pick(acl, MEMBERS.slice(0, -1)), deleted_at: null, id: textOf(acl, 'id') }
      : pick(acl, MEMBERS),
  deleted: () => ok({ code: 204, object: '' }),
};

function replace(call: Call): Answer {
  const before = itemOf(facts, call);
  const id = param(call, 'id');
  const store = call.tenant.state.collection(facts.name);
  const after = restamped(call, { priority: 50, ...asObject(call.body), created_at: textOf(before, 'created_at'), id });
  checkRule(call, after);
  const others = store.find('priority', String(member(after, 'priority'))).filter((other) => other.id !== id);
  if (others.length > 0) throw conflict(TAKEN);
  store.put(id, after);
  return ok(pick(after, MEMBERS));
}

const put: Route = { method: 'PUT', path: '/network-acls/{id}', scopes: ['update:network_acls'], handle: replace };

export const networkAcls: Resource = collectionOf(facts, [put]);
