import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

/** The actions of a flow, in order. The ids of bindings change with every write: a binding is known by its action and its name. */
export const triggers = defineResource({
  kind: 'placed',
  type: 'triggers',
  noun: 'trigger',
  key: ['trigger'],
  unique: true,
  path: '/actions/triggers/{trigger}/bindings',
  query: { per_page: '50' },
  layout: { yamlPath: ['triggers', '{trigger}'], form: { field: 'bindings' } },
  codec: {
    decode: (body) => ({ bindings: getBindings(body).map(decodeBinding) }),
    encode: (body) => ({ bindings: getBindings(body).map(encodeBinding) }),
    addImpliedFields: (fields) =>
      'bindings' in fields ? { ...fields, bindings: getBindings(fields).map(addDisplayName) } : fields,
  },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:actions'], update: ['update:actions'] },
});

const getBindings = (body: JsonValue): readonly JsonObject[] => {
  const list = isObject(body) ? (getObjectMember(body, 'bindings') ?? []) : [];
  return isArray(list) ? list.filter(isObject) : [];
};

/** The API tells the whole action inside of its binding, and takes a reference to it. */
function decodeBinding({ action, ref, ...binding }: JsonObject): JsonObject {
  const id = isObject(action) ? getObjectMember(action, 'id') : isObject(ref) ? getObjectMember(ref, 'value') : undefined;
  return { ...binding, action_name: id ?? null };
}

const encodeBinding = ({ action_name: value = null, ...binding }: JsonObject): JsonObject => ({
  ref: { type: 'action_id', value },
  ...binding,
});

/** A binding without a name of its own is called like its action. */
const addDisplayName = (binding: JsonObject): JsonObject => ({
  ...binding,
  display_name: getObjectMember(binding, 'display_name') ?? getObjectMember(binding, 'action_name') ?? null,
});
