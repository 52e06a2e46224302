import type { JsonObject } from '../../model/json/json-value.ts';
import { listFormFlows } from '../behaviour/form-flows.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts, CollectionVerb } from '../engine/kinds/collection-facts.ts';

const MEMBERS = ['id', 'name', 'actions', 'created_at', 'updated_at'];

const facts: CollectionFacts = {
  name: 'flows',
  path: '/flows',
  idMember: 'id',
  makeId: (call) => `af_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:flows'],
    read: ['read:flows'],
    create: ['create:flows'],
    update: ['update:flows'],
    delete: ['delete:flows'],
  },
  missing: { message: 'Flow not found' },
  list: { key: 'flows', styles: ['offset'], shape: ['limit', 'start', 'total', 'items'] },
  fill: (call, body) => addTimestamps(call, body),
  refine: (call, after) => updateTimestamp(call, after),
  show: showFlow,
};

/** Builds a flow of a response. Lists omit the actions; `hydrate=form_count` adds the number of forms. */
function showFlow(call: ApiCall, flow: JsonObject, verb: CollectionVerb): JsonObject {
  const members = pick(flow, verb === 'list' ? MEMBERS.filter((name) => name !== 'actions') : MEMBERS);
  return call.query.getList('hydrate')?.includes('form_count') === true
    ? { ...members, form_count: countForms(call, flow) }
    : members;
}

const countForms = (call: ApiCall, flow: JsonObject): number =>
  [...call.tenant.state.getCollection('forms').entries()].filter(({ value }) =>
    listFormFlows(value).includes(getString(flow, 'id')),
  ).length;

export const flowEndpoints: EndpointSet = buildCollectionEndpoints(facts);
