import { splitParts } from '../../model/address.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { RelationOperation } from '../../model/plan/operation.ts';
import { isKnownKey } from '../../resources/identity/resource-names.ts';
import {
  computeItemsFingerprint,
  getItemTargetType,
  getRelationItemShape,
  getRelationShape,
  type RelationItem,
} from '../../resources/relations/relation-items.ts';
import type { RelationWrite } from '../../resources/resource-type.ts';
import { isAccessItem } from '../../schema/compare/add-presentation.ts';
import { translateReferences } from '../../schema/compare/normal-form.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { buildItemListRequests, buildItemRequests, pickItemMembers, type RelationOwner } from './relation-requests.ts';

/** Builds a link or unlink. It has the owner's address; `relation` and its id name the relation. */
export function buildRelationOperation(
  owner: RelationOwner,
  action: 'link' | 'unlink',
  write: RelationWrite,
  items: readonly RelationItem[],
  context: PlanningContext,
): Omit<RelationOperation, 'dependsOn' | 'why' | 'risk'> {
  const op = action === 'link' ? 'add' : 'remove';
  return {
    ...buildBaseOperation(owner, action, context),
    changes: items.map((item) => buildItemChange(owner, op, item, context)),
    requests: [
      ...buildItemRequests(owner, write, items, context),
      ...(action === 'link' ? items.flatMap((item) => buildNewItemListRequests(owner, item, context)) : []),
    ],
  };
}

/** Builds the requests that fill the lists inside a new item. Removing an item removes them, too. */
const buildNewItemListRequests = (owner: RelationOwner, item: RelationItem, context: PlanningContext) =>
  (owner.relation.itemLists ?? []).flatMap((list) => {
    const values = isObject(item.value) ? getObjectMember(item.value, list.field) : undefined;
    return isArray(values) ? buildItemListRequests(owner, list, list.add, item, values, context) : [];
  });

/** Formats the id of an operation on a relation. */
export const formatOperationId = (owner: RelationOwner, action: RelationOperation['action'], context: PlanningContext): string =>
  `${action} ${formatResourceLabel(owner.type, owner.declared.address, owner.live?.id, context)} ${owner.relation.field}`;

/** Formats the id of the operation that would update the owner's own fields. */
export const formatOwnUpdateId = (owner: RelationOwner, context: PlanningContext): string =>
  `update ${formatResourceLabel(owner.type, owner.declared.address, owner.live?.id, context)}`;

/** Builds the members that all operations on a relation have. */
export const buildBaseOperation = (owner: RelationOwner, action: RelationOperation['action'], context: PlanningContext) => ({
  id: formatOperationId(owner, action, context),
  action,
  address: owner.declared.address,
  relation: owner.relation.field,
  ...(owner.live
    ? {
        liveId: owner.live.id,
        fingerprint: computeItemsFingerprint(owner.type, owner.relation, owner.live.relations[owner.relation.field] ?? []),
        ...omitUndefined({ items: owner.managedItems }),
      }
    : {}),
  origin: owner.declared.origin,
});

/** Returns the key members of an item, with references as keys. */
const getKeyMembers = (owner: RelationOwner, item: RelationItem): JsonObject => {
  const fields = getRelationShape(owner.type, owner.relation)?.schema['x-item-key'] ?? [];
  const { value } = item;
  if (!isObject(value)) return {};
  // The item's key contains the names of references, while a live item contains ids.
  const keyParts = fields.length === 1 ? [item.key] : splitParts(item.key);
  return Object.fromEntries(
    fields.map((field, index) => {
      const held = getObjectMember(value, field) ?? null;
      return [field, typeof held === 'string' ? (keyParts[index] ?? held) : held];
    }),
  );
};

function buildItemChange(owner: RelationOwner, op: 'add' | 'remove', item: RelationItem, context: PlanningContext): Change {
  const members = { ...describeUnknownItem(owner, item, context), ...showItemMembers(owner, item, context) };
  // A key in a key is hard to read with its separators escaped.
  const isNested = splitParts(item.key).some((part) => part.includes('|'));
  const keyMembers = Object.keys(members).length > 0 || isNested ? getKeyMembers(owner, item) : {};
  const value: JsonValue = Object.keys(keyMembers).length > 0 ? { ...keyMembers, ...members } : item.key;
  const path = getItemPointer(owner, item.key);
  const presentation = isAccessItem(getRelationItemShape(owner.type, owner.relation)) ? { presentation: 'access' as const } : {};
  return { op, path, ...(op === 'add' ? { after: value } : { before: value }), kind: 'item', ...presentation };
}

/** Returns what the API says about a live item whose key is only an id, because the resource that it names was not read. */
function describeUnknownItem(owner: RelationOwner, { key, value }: RelationItem, { names }: PlanningContext): JsonObject {
  const target = getItemTargetType(owner.type, owner.relation);
  const items = getRelationItemShape(owner.type, owner.relation);
  if (!owner.relation.keepsUndeclared || target === undefined || isKnownKey(names, target, key) || !items || !isObject(value))
    return {};
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => {
      const field = getMemberShape(items, {}, name)?.schema;
      return field?.readOnly === true && !field['x-secret'];
    }),
  );
}

function showItemMembers(owner: RelationOwner, item: RelationItem, { names }: PlanningContext): JsonObject {
  const shown = translateReferences(getRelationItemShape(owner.type, owner.relation), pickItemMembers(owner, item), {
    reference: names.toKey,
  });
  const lists = new Set((owner.relation.itemLists ?? []).map(({ field }) => field));
  // An item without an entry in a list is as one that does not state it.
  const isShown = ([name, value]: readonly [string, JsonValue]): boolean =>
    !lists.has(name) || (isArray(value) && value.length > 0);
  return Object.fromEntries(Object.entries(isObject(shown) ? shown : {}).filter(isShown));
}

/** Returns the place of an item in the owner: by its key, or the relation itself if it has a single item. */
export const getItemPointer = ({ relation }: RelationOwner, key: string): Pointer =>
  relation.singleItem ? `/${relation.field}` : `/${relation.field}/${escapeStep(key)}`;
