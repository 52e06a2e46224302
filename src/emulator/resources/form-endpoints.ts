import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { listFormFlows } from '../behaviour/form-flows.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';

const MEMBERS = [
  'id',
  'name',
  'messages',
  'languages',
  'translations',
  'nodes',
  'start',
  'ending',
  'style',
  'created_at',
  'updated_at',
];

/** Empty members are not stored (recorded traffic). */
const isEmpty = (value: JsonValue): boolean =>
  (isArray(value) ? value : isObject(value) ? Object.keys(value) : ['']).length === 0;

const omitEmpty = (form: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => !isEmpty(value)));

const facts: CollectionFacts = {
  name: 'forms',
  path: '/forms',
  idMember: 'id',
  makeId: (call) => `ap_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:forms'],
    read: ['read:forms'],
    create: ['create:forms'],
    update: ['update:forms'],
    delete: ['delete:forms'],
  },
  missing: { message: 'Form not found' },
  list: { key: 'forms', styles: ['offset'], shape: ['limit', 'start', 'total', 'items'] },
  // Recorded traffic.
  patch: { style: 'replace' },
  fill: (call, body) => addTimestamps(call, omitEmpty(body)),
  refine: (call, after) => updateTimestamp(call, omitEmpty(after)),
  // Lists are summaries with the number of flows (recorded traffic).
  show: (_call, form, verb) =>
    verb === 'list'
      ? { ...pick(form, ['id', 'name']), flow_count: listFormFlows(form).length, ...pick(form, ['created_at', 'updated_at']) }
      : pick(form, MEMBERS),
};

export const formEndpoints: EndpointSet = buildCollectionEndpoints(facts);
