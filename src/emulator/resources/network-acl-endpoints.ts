import { getObjectMember } from '../../model/json/json-value.ts';
import { checkNetworkAclRule } from '../behaviour/settings/network-acl-rules.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { conflict, Refusal } from '../http/refusal.ts';

const PRIORITY_TAKEN = 'A Network ACL with this priority number has already been created.';
const MEMBERS = ['description', 'active', 'priority', 'rule', 'created_at', 'updated_at', 'id'];

const facts: CollectionFacts = {
  name: 'network-acls',
  path: '/network-acls',
  idMember: 'id',
  makeId: (call) => `acl_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:network_acls'],
    read: ['read:network_acls'],
    create: ['create:network_acls'],
    update: ['update:network_acls'],
    delete: ['delete:network_acls'],
  },
  missing: { message: 'Network access control list not found.' },
  indexes: { priority: (acl) => [String(getObjectMember(acl, 'priority'))] },
  unique: [{ index: 'priority', message: PRIORITY_TAKEN }],
  list: { key: 'network_acls', styles: ['offset'], shape: ['total', 'start', 'limit', 'items'] },
  locate: (_call, id) => {
    if (/^acl_[1-9A-HJ-NP-Za-km-z]{22}$/.test(id)) return undefined;
    throw new Refusal(400, "Network ACL id is not a valid ACL ID in the form 'acl_XXXXXXXXXXXXXXXXXXXXXX'", 'invalid_uri');
  },
  fill: (call, body) => addTimestamps(call, { priority: 50, ...body }),
  refine: (call, after) => updateTimestamp(call, after),
  check: checkNetworkAclRule,
  // Only reads of a single object include the tenant (recorded traffic).
  show: (call, acl, verb) =>
    verb === 'read'
      ? { tenant_id: call.tenant.name, ...pick(acl, MEMBERS.slice(0, -1)), deleted_at: null, id: getString(acl, 'id') }
      : pick(acl, MEMBERS),
  answerDelete: () => answerOk({ code: 204, object: '' }),
};

function replaceAcl(call: ApiCall): Answer {
  const before = getItem(facts, call);
  const id = getPathParameter(call, 'id');
  const store = call.tenant.state.getCollection(facts.name);
  const after = updateTimestamp(call, { priority: 50, ...toObject(call.body), created_at: getString(before, 'created_at'), id });
  checkNetworkAclRule(call, after);
  const others = store.find('priority', String(getObjectMember(after, 'priority'))).filter((other) => other.id !== id);
  if (others.length > 0) throw conflict(PRIORITY_TAKEN);
  store.put(id, after);
  return answerOk(pick(after, MEMBERS));
}

const putRoute: Route = { method: 'PUT', path: '/network-acls/{id}', scopes: ['update:network_acls'], handle: replaceAcl };

export const networkAclEndpoints: EndpointSet = buildCollectionEndpoints(facts, [putRoute]);
