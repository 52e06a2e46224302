import { type JsonObject, member } from '../../model/json.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/collection.ts';
import type { CollectionFacts } from '../engine/collection-facts.ts';
import { asObject, objectOf, pick, textOf, textsOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { badRequest, conflict, Refusal } from '../http/refusal.ts';

const CURATED = ['auth0.low_reputation', 'auth0.icloud_relay_proxy'];
const TAKEN = 'A Network ACL with this priority number has already been created.';
const MEMBERS = ['description', 'active', 'priority', 'rule', 'created_at', 'updated_at', 'id'];

/** Messages as recorded. */
function checkRule(acl: JsonObject): void {
  const rule = objectOf(acl, 'rule');
  const action = objectOf(rule, 'action');
  if (member(action, 'redirect') === true && textOf(action, 'redirect_uri') === '')
    throw badRequest('Payload validation error: Action type of `redirect` requires a `redirect_uri`');
  const lists = ['match', 'not_match'].flatMap((side) => textsOf(objectOf(rule, side), 'auth0_managed'));
  const strange = lists.filter((list) => !CURATED.includes(list));
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
  check: (_call, acl) => checkRule(acl),
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
  checkRule(after);
  const others = store.find('priority', String(member(after, 'priority'))).filter((other) => other.id !== id);
  if (others.length > 0) throw conflict(TAKEN);
  store.put(id, after);
  return ok(pick(after, MEMBERS));
}

const put: Route = { method: 'PUT', path: '/network-acls/{id}', scopes: ['update:network_acls'], handle: replace };

export const networkAcls: Resource = collectionOf(facts, [put]);
