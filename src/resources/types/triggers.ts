import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

/** The actions of a flow, in order. Every write gives bindings new ids, so a binding is identified by its action and its name. */
export const triggers = defineResource({
  kind: 'placed',
  type: 'triggers',
  path: '/actions/triggers/{trigger}/bindings',
  query: { per_page: '50' },
  layout: { yamlPath: ['triggers', '{trigger}'], form: { field: 'bindings' } },
  codec: {
    decode: (body) => ({ bindings: getBindings(body).map(decodeBinding) }),
    encode: (body) => ({ bindings: getBindings(body).map(encodeBinding) }),
    addImpliedFields: (fields) =>
      'bindings' in fields ? { ...fields, bindings: getBindings(fields).map(addDisplayName) } : fields,
  },
  scopeStem: 'actions',
  deployCli: { files: [{ path: 'triggers/triggers.json' }] },
});

const getBindings = (body: JsonValue): readonly JsonObject[] => {
  const list = isObject(body) ? (getObjectMember(body, 'bindings') ?? []) : [];
  return isArray(list) ? list.filter(isObject) : [];
};

/** The API returns a binding with the complete action, and accepts a reference to it. */
function decodeBinding({ action, ref, ...binding }: JsonObject): JsonObject {
  const id = isObject(action) ? getObjectMember(action, 'id') : isObject(ref) ? getObjectMember(ref, 'value') : undefined;
  return { ...binding, action_name: id ?? null };
}

const encodeBinding = ({ action_name: value = null, ...binding }: JsonObject): JsonObject => ({
  ref: { type: 'action_id', value },
  ...binding,
});

/** A binding without a display name has the name of its action. */
const addDisplayName = (binding: JsonObject): JsonObject => ({
  ...binding,
  display_name: getObjectMember(binding, 'display_name') ?? getObjectMember(binding, 'action_name') ?? null,
});
