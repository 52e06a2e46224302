import { getObjectMember } from '../../model/json/json-value.ts';
import { checkRule } from '../behaviour/settings/network-rules.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { conflict, Refusal } from '../http/refusal.ts';

const TAKEN = 'A Network ACL with this priority number has already been created.';
const MEMBERS = ['description', 'active', 'priority', 'rule', 'created_at', 'updated_at', 'id'];

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
  indexes: { priority: (acl) => [String(getObjectMember(acl, 'priority'))] },
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
  const others = store.find('priority', String(getObjectMember(after, 'priority'))).filter((other) => other.id !== id);
  if (others.length > 0) throw conflict(TAKEN);
  store.put(id, after);
  return ok(pick(after, MEMBERS));
}

const put: Route = { method: 'PUT', path: '/network-acls/{id}', scopes: ['update:network_acls'], handle: replace };

export const networkAcls: Resource = collectionOf(facts, [put]);
