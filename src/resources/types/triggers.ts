import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { defineResource } from '../define.ts';

/** The actions of a flow, in order. The ids of bindings change with every write: a binding is known by its action and its name. */
export const triggers = defineResource({
  kind: 'placed',
  type: 'triggers',
  noun: 'trigger',
  key: ['trigger'],
  unique: true,
  path: '/actions/triggers/{trigger}/bindings',
  query: { per_page: '50' },
  layout: { at: ['triggers', '{trigger}'], form: { field: 'bindings' } },
  words: {
    read: (body) => ({ bindings: bindingsIn(body).map(declared) }),
    write: (body) => ({ bindings: bindingsIn(body).map(referred) }),
    complete: (fields) => ('bindings' in fields ? { ...fields, bindings: bindingsIn(fields).map(named) } : fields),
  },
  relations: [],
  system: [],
  scopes: { read: ['read:actions'], update: ['update:actions'] },
});

const bindingsIn = (body: JsonValue): readonly JsonObject[] => {
  const list = isObject(body) ? (member(body, 'bindings') ?? []) : [];
  return isArray(list) ? list.filter(isObject) : [];
};

/** The API tells the whole action inside of its binding, and takes a reference to it. */
function declared({ action, ref, ...binding }: JsonObject): JsonObject {
  const id = isObject(action) ? member(action, 'id') : isObject(ref) ? member(ref, 'value') : undefined;
  return { ...binding, action_name: id ?? null };
}

const referred = ({ action_name: value = null, ...binding }: JsonObject): JsonObject => ({
  ref: { type: 'action_id', value },
  ...binding,
});

/** A binding without a name of its own is called like its action. */
const named = (binding: JsonObject): JsonObject => ({
  ...binding,
  display_name: member(binding, 'display_name') ?? member(binding, 'action_name') ?? null,
});
