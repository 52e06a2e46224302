import type { JsonObject } from '../../model/json/json-value.ts';
import { flowsOfForm } from '../behaviour/form-flows.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts, Verb } from '../engine/kinds/collection-facts.ts';
import { pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';

const MEMBERS = ['id', 'name', 'actions', 'created_at', 'updated_at'];

const facts: CollectionFacts = {
  name: 'flows',
  path: '/flows',
  idMember: 'id',
  newId: (call) => `af_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:flows'],
    read: ['read:flows'],
    create: ['create:flows'],
    update: ['update:flows'],
    delete: ['delete:flows'],
  },
  missing: { message: 'Flow not found' },
  list: { key: 'flows', styles: ['offset'], shape: ['limit', 'start', 'total', 'items'] },
  fill: (call, body) => stamped(call, body),
  refine: (call, after) => restamped(call, after),
  show: shown,
};

/** Lists are summaries; the number of forms is told to those who ask. */
function shown(call: Call, flow: JsonObject, verb: Verb): JsonObject {
  const members = pick(flow, verb === 'list' ? MEMBERS.filter((name) => name !== 'actions') : MEMBERS);
  return call.query.list('hydrate')?.includes('form_count') === true
    ? { ...members, form_count: formCount(call, flow) }
    : members;
}

const formCount = (call: Call, flow: JsonObject): number =>
  [...call.tenant.state.collection('forms').entries()].filter(({ value }) => flowsOfForm(value).includes(textOf(flow, 'id')))
    .length;

export const flows: Resource = collectionOf(facts);
