import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { flowsOfForm } from '../behaviour/form-flows.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { pick } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';

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

/** Nothing is stored of what is empty (recorded traffic). */
const isEmpty = (value: JsonValue): boolean =>
  (isArray(value) ? value : isObject(value) ? Object.keys(value) : ['']).length === 0;

const withoutEmpty = (form: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => !isEmpty(value)));

const facts: CollectionFacts = {
  name: 'forms',
  path: '/forms',
  idMember: 'id',
  newId: (call) => `ap_${call.tenant.ids.base58(22)}`,
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
  fill: (call, body) => stamped(call, withoutEmpty(body)),
  refine: (call, after) => restamped(call, withoutEmpty(after)),
  // Lists are summaries that count the flows (recorded traffic).
  show: (_call, form, verb) =>
    verb === 'list'
      ? { ...pick(form, ['id', 'name']), flow_count: flowsOfForm(form).length, ...pick(form, ['created_at', 'updated_at']) }
      : pick(form, MEMBERS),
};

export const forms: Resource = collectionOf(facts);
