import { isObject, type JsonObject, type JsonValue } from '../../../src/model/json/json-value.ts';
import type { Relation, RelationWrite, ResourceType } from '../../../src/resources/resource-type.ts';
import { getListAt, getObjectAt, readSchema } from '../schema-helpers.ts';
import type { DeclaredOperation } from './declared-operation.ts';
import { type EncodedMembers, encodeMembers } from './encode-members.ts';
import { leaveOut, type Phase } from './left-out-members.ts';
import { listMembers, type Member } from './list-members.ts';

/** Lists the requests that add an item and change its settings. */
export function listRelationOperations(type: ResourceType, relation: Relation): readonly DeclaredOperation[] {
  return [relation.add, ...(relation.change ? [relation.change] : [])].map((write) => {
    const encode = (item: JsonObject): JsonValue => encodeRelationBody(relation, write, item);
    const list = (phase: Phase): EncodedMembers => encodeMembers(listItemMembers(type, relation, phase), encode);
    const { members, supplied } = list(write === relation.add ? 'create' : 'update');
    return { method: write.method, path: write.path, keyFields: {}, members, supplied, described: list('either').members };
  });
}

/** An item that is a string, or that consists of another resource's key, is sent as an object with one member. */
function listItemMembers(type: ResourceType, relation: Relation, phase: Phase): readonly Member[] {
  const root = readSchema(type.schemaName);
  const { 'x-relation': _, ...field } = getObjectAt(getObjectAt(root, 'properties'), relation.field);
  if (relation.itemField !== undefined) return listMembers({}, { properties: { [relation.itemField]: {} } });
  const keys = phase === 'update' ? getListAt(field, 'x-item-key') : [];
  const isLeftOut = leaveOut(phase, false);
  return listMembers(root, relation.singleItem ? field : getObjectAt(field, 'items'), {
    isLeftOut: (forms, steps) => keys.includes(steps[0] ?? '') || isLeftOut(forms, steps),
  });
}

function encodeRelationBody(
  relation: Relation,
  { bodyShape, encodeItem = (item) => item }: RelationWrite,
  item: JsonObject,
): JsonValue {
  const named = Object.fromEntries(Object.entries(item).map(([name, value]) => [relation.wireNames?.[name] ?? name, value]));
  const body = encodeItem(named);
  if (bodyShape === 'one') return body;
  if (bodyShape === 'array') return [body];
  if (bodyShape === 'none') return {};
  return 'member' in bodyShape ? { [bodyShape.member]: [body] } : { [bodyShape.ownerMember]: ['rol_1'] };
}

/** Items of `x-attached` lists have a create of their own, and an update of a few members. */
export function listAttachedOperations({ attached, schemaName }: ResourceType): readonly DeclaredOperation[] {
  if (attached === undefined) return [];
  const root = readSchema(schemaName);
  const lists = Object.values(getObjectAt(root, '$defs'))
    .filter(isObject)
    .filter((schema) => Object.hasOwn(schema, 'x-attached'));
  const described = lists.flatMap((list) =>
    listMembers(root, getObjectAt(list, 'items'), { isLeftOut: leaveOut('create', false) }),
  );
  const changed = described.filter(({ steps }) => attached.updatableFields.includes(steps[0] ?? ''));
  const common = { supplied: [], keyFields: {}, described };
  return [
    { method: 'POST', path: attached.list.path, members: described, ...common },
    { method: 'PATCH', path: `${attached.list.path}/{item}`, members: changed, ...common },
  ];
}
