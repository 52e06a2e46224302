import { splitParts } from '../../model/address.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';
import type { Change, Operation } from '../../model/plan/plan.ts';
import {
  computeItemsFingerprint,
  getRelationItemShape,
  getRelationShape,
  type RelationItem,
  toDeclaredItem,
  toLiveItem,
} from '../../resources/relation-items.ts';
import type { RelationWrite } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { type Draft, EMPTY_DRAFT, type ValueToken } from '../draft.ts';
import { listChangedFields } from '../operations/changed-fields.ts';
import { listValueTokens } from '../operations/unique-tokens.ts';
import { escapeGroupSuffix, formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { listItemReferenceTokens } from './relation-references.ts';
import { buildItemRequests, buildSettingsRequest, pickItemMembers, type RelationOwner } from './relation-requests.ts';

/** Drafts the changes in one relation of one resource: items to unlink, settings of kept items to update, items to link. */
export function draftRelationChanges(
  owner: RelationOwner,
  autoLinkedKeys: readonly string[],
  context: PlanningContext,
): readonly Draft[] {
  const declared = indexByKey(
    (owner.declared.relations[owner.relation.field] ?? []).map((item) =>
      toDeclaredItem(owner.type, owner.relation, item, context),
    ),
  );
  const live = indexByKey(
    (owner.live?.relations[owner.relation.field] ?? []).map((item) => toLiveItem(owner.type, owner.relation, item, context)),
  );
  const added = [...declared.values()].filter((item) => !live.has(item.key));
  const removed = [...live.values()].filter((item) => !declared.has(item.key)).map((item) => normalizeItem(owner, item));
  removed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const autoLinked = autoLinkedKeys
    .filter((key) => !declared.has(key) && !live.has(key))
    .map((key): RelationItem => ({ key, value: key }));
  const kept = [...declared.values()].flatMap((item) => {
    const old = live.get(item.key);
    return old ? [{ old: normalizeItem(owner, old), item }] : [];
  });
  return [
    ...draftUnlink(owner, removed, autoLinked, context),
    ...draftSettings(owner, kept, context),
    ...draftLink(owner, added, context),
  ];
}

const normalizeItem = (owner: RelationOwner, item: RelationItem): RelationItem => ({
  ...item,
  value: isObject(item.value) ? inCanonicalOrder(getRelationItemShape(owner.type, owner.relation), item.value) : item.value,
});

const indexByKey = (items: readonly RelationItem[]): Map<string, RelationItem> => new Map(items.map((item) => [item.key, item]));

function draftLink(owner: RelationOwner, items: readonly RelationItem[], context: PlanningContext): readonly Draft[] {
  if (items.length === 0) return [];
  const operation = buildRelationOperation(owner, 'link', owner.relation.add, items, context);
  const needs = items.flatMap((item) => listItemReferenceTokens(owner, item, context)).map((token) => ({ token }));
  const { address } = owner.declared;
  const takesValues = listUniqueValues(owner, items);
  // A link may require an update of its target first (a grant that must allow organizations).
  const targets = needs.map(({ token }) => escapeGroupSuffix(`update ${token}`));
  return [
    {
      ...EMPTY_DRAFT,
      operation: { ...operation, why: OPERATION_REASON.link, risk: 'safe' },
      requires: [...(owner.live ? [] : [{ token: address }]), ...needs],
      takesValues,
      // Relations of deleted resources are not read: they may contain the same unique value.
      after: [
        formatOwnUpdateId(owner, context),
        formatOperationId(owner, 'unlink', context),
        ...targets,
        ...(takesValues.length === 0 ? [] : [`delete ${owner.type.type}/*`]),
      ],
    },
  ];
}

function draftUnlink(
  owner: RelationOwner,
  removed: readonly RelationItem[],
  autoLinked: readonly RelationItem[],
  context: PlanningContext,
): readonly Draft[] {
  const items = [...removed, ...autoLinked];
  if (items.length === 0) return [];
  const operation = buildRelationOperation(owner, 'unlink', owner.relation.remove, items, context);
  const why =
    autoLinked.length === 0
      ? OPERATION_REASON.unlink
      : `the tenant links new ones automatically: ${autoLinked.map((item) => item.key).join(', ')}`;
  return [
    {
      ...EMPTY_DRAFT,
      operation: { ...operation, why, risk: removed.length > 0 ? 'disruptive' : 'safe' },
      requires: autoLinked.flatMap((item) => listItemReferenceTokens(owner, item, context)).map((token) => ({ token })),
      releases: removed.flatMap((item) => listItemReferenceTokens(owner, item, context)),
      freesValues: listUniqueValues(owner, removed),
    },
  ];
}

/** Lists unique values in items: only one resource of the owner's type may have each. */
const listUniqueValues = (owner: RelationOwner, items: readonly RelationItem[]): readonly ValueToken[] =>
  listValueTokens(owner.type, { [owner.relation.field]: items.map(({ value }) => value) });

/** Builds a link or unlink. It has the owner's address; `relation` and its id name the relation. */
function buildRelationOperation(
  owner: RelationOwner,
  action: 'link' | 'unlink',
  write: RelationWrite,
  items: readonly RelationItem[],
  context: PlanningContext,
): Omit<Operation, 'dependsOn' | 'why' | 'risk'> {
  const op = action === 'link' ? 'add' : 'remove';
  return {
    ...buildBaseOperation(owner, action, context),
    changes: items.map((item) => buildItemChange(owner, op, item)),
    requests: buildItemRequests(owner, write, items, context),
  };
}

const formatOperationId = (owner: RelationOwner, action: 'link' | 'unlink' | 'update', context: PlanningContext): string =>
  `${action} ${formatResourceLabel(owner.type, owner.declared.address, owner.live?.id, context)} ${owner.relation.field}`;

/** Formats the id of the operation that would update the owner's own fields. */
const formatOwnUpdateId = (owner: RelationOwner, context: PlanningContext): string =>
  `update ${formatResourceLabel(owner.type, owner.declared.address, owner.live?.id, context)}`;

const buildBaseOperation = (owner: RelationOwner, action: 'link' | 'unlink' | 'update', context: PlanningContext) => ({
  id: formatOperationId(owner, action, context),
  action,
  address: owner.declared.address,
  relation: owner.relation.field,
  ...(owner.live
    ? {
        liveId: owner.live.id,
        fingerprint: computeItemsFingerprint(owner.type, owner.relation, owner.live.relations[owner.relation.field] ?? []),
      }
    : {}),
  origin: owner.declared.origin,
});

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

function buildItemChange(owner: RelationOwner, op: 'add' | 'remove', item: RelationItem): Change {
  const members = pickItemMembers(owner, item);
  const value: JsonValue = Object.keys(members).length > 0 ? { ...getKeyMembers(owner, item), ...members } : item.key;
  const path = getItemPointer(owner, item.key);
  return op === 'add' ? { op, path, after: value, kind: 'item' } : { op, path, before: value, kind: 'item' };
}

const getItemPointer = ({ relation }: RelationOwner, key: string): Pointer =>
  relation.singleItem ? `/${relation.field}` : `/${relation.field}/${escapeStep(key)}`;

function draftSettings(
  owner: RelationOwner,
  kept: readonly { readonly old: RelationItem; readonly item: RelationItem }[],
  context: PlanningContext,
): readonly Draft[] {
  const write = owner.relation.change;
  const items = getRelationItemShape(owner.type, owner.relation);
  if (!write || !items) return [];
  const changed = kept.flatMap(({ old, item }) => {
    const live = isObject(old.value) ? old.value : {};
    const changes = computeFieldChanges(items, live, pickItemMembers(owner, item), context.getCompareOptions(new Set()));
    return changes.length === 0 ? [] : [{ old, item, changes }];
  });
  if (changed.length === 0) return [];
  return [
    {
      ...EMPTY_DRAFT,
      operation: {
        ...buildBaseOperation(owner, 'update', context),
        changes: changed.flatMap((each) =>
          each.changes.map((change) => ({ ...change, path: getItemPointer(owner, each.item.key) + change.path })),
        ),
        requests: changed.map((each) =>
          buildSettingsRequest(owner, write, each.old, each.item, listChangedFields(each.changes), context),
        ),
        why: OPERATION_REASON.update,
        risk: 'safe',
      },
      after: [formatOwnUpdateId(owner, context), formatOperationId(owner, 'unlink', context)],
    },
  ];
}

/** Sorted keys of the resources that the plan creates, by type. */
export type CreatedKeys = ReadonlyMap<string, readonly string[]>;

/** Lists keys of created resources that the tenant links to this relation automatically. None if the owner does not exist yet. */
export const listAutoLinkedKeys = (owner: RelationOwner, created: CreatedKeys, context: PlanningContext): readonly string[] =>
  owner.live === undefined
    ? []
    : context.catalogue
        .filter((other) => other.autoLinks?.type === owner.type.type && other.autoLinks.relation === owner.relation.field)
        .flatMap((other) => created.get(other.type) ?? []);
