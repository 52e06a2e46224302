import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import { getRelationItemShape, isExpiredItem, type RelationItem, toLiveItem } from '../../resources/relations/relation-items.ts';
import type { ItemList } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { replaceAlternatives } from '../../schema/request/replace-alternatives.ts';
import { type Draft, EMPTY_DRAFT, type ValueToken } from '../draft.ts';
import { computeRisk, listChangedFields } from '../operations/changed-fields.ts';
import { listValueTokens } from '../operations/unique-tokens.ts';
import { escapeGroupSuffix, type PlanningContext } from '../planning-context.ts';
import { markCarriedItems } from './carried-items.ts';
import { indexItems, listDeclaredItems } from './declared-items.ts';
import { getTurn } from './list-switches.ts';
import {
  buildBaseOperation,
  buildRelationOperation,
  formatOperationId,
  formatOwnUpdateId,
  getItemPointer,
} from './relation-operation.ts';
import { listItemReferenceTokens } from './relation-references.ts';
import { buildItemListRequests, buildSettingsRequest, pickItemMembers, type RelationOwner } from './relation-requests.ts';

/** Drafts the changes in one relation of one resource: items to unlink, settings of kept items to update, items to link. */
export function draftRelationChanges(
  owner: RelationOwner,
  autoLinkedKeys: readonly string[],
  context: PlanningContext,
): readonly Draft[] {
  const { type, relation } = owner;
  const declared = new Map(listDeclaredItems(owner, context).map((item) => [item.key, item]));
  const held = (owner.live?.relations[relation.field] ?? []).map((item) => toLiveItem(type, relation, item, context));
  const live = indexItems(
    owner,
    held.filter((item) => !isExpiredItem(item)),
  );
  const isReplaced = (item: RelationItem): boolean => {
    const old = live.get(item.key);
    return old !== undefined && relation.replacesChanged === true && compareItems(owner, old, item, context).changes.length > 0;
  };
  const added = [...declared.values()].filter((item) => !live.has(item.key) || isReplaced(item));
  const addedKeys = new Set(added.map(({ key }) => key));
  const removed = [
    ...[...live.values()].filter(({ key }) => !declared.has(key) || addedKeys.has(key)),
    ...held.filter((item) => isExpiredItem(item) && addedKeys.has(item.key)),
  ].map((item) => normalizeItem(owner, item));
  removed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const autoLinked = autoLinkedKeys
    .filter((key) => !declared.has(key) && !live.has(key))
    .map((key): RelationItem => ({ key, value: key }));
  const kept = [...declared.values()].flatMap((item) => {
    const old = live.get(item.key);
    return old && !addedKeys.has(item.key) ? [{ old: normalizeItem(owner, old), item }] : [];
  });
  return [
    ...draftUnlink(owner, removed, autoLinked, describeRemoval(removed, declared), context),
    ...draftSettings(owner, kept, context),
    ...draftLink(owner, added, context),
  ];
}

const normalizeItem = (owner: RelationOwner, item: RelationItem): RelationItem => ({
  ...item,
  value: isObject(item.value) ? inCanonicalOrder(getRelationItemShape(owner.type, owner.relation), item.value) : item.value,
});

function draftLink(owner: RelationOwner, items: readonly RelationItem[], context: PlanningContext): readonly Draft[] {
  if (items.length === 0) return [];
  const operation = buildRelationOperation(owner, 'link', owner.relation.add, items, context);
  const needs = items.flatMap((item) => listItemReferenceTokens(owner, item, context)).map((token) => ({ token }));
  const { address } = owner.declared;
  const takesValues = listUniqueValues(owner, items);
  const mailed = listMailedItems(owner, items);
  // A link may require an update of its target first (a grant that must allow organizations).
  const targets = needs.map(({ token }) => escapeGroupSuffix(`update ${token}`));
  return [
    markCarriedItems(owner, items, context, {
      ...EMPTY_DRAFT,
      operation: {
        ...operation,
        ...(mailed.length === 0 ? {} : { mails: mailed.length }),
        why: [OPERATION_REASON.link, ...(mailed.length === 0 ? [] : [`Auth0 sends mail to ${listKeys(mailed)}`])].join('; '),
        risk: 'safe',
      },
      requires: [...(owner.live ? [] : [{ token: address }]), ...needs],
      takesValues,
      // Relations of deleted resources are not read: they may contain the same unique value.
      after: [
        ...listOwnUpdates(owner, context),
        formatOperationId(owner, 'unlink', context),
        ...listRequiredWrites(owner, context),
        ...targets,
        ...(takesValues.length === 0 ? [] : [`delete ${owner.type.type}/*`]),
      ],
    }),
  ];
}

/** Lists the new items that make the tenant send mail to somebody. */
const listMailedItems = (
  { relation: { mailsUnless } }: RelationOwner,
  items: readonly RelationItem[],
): readonly RelationItem[] =>
  mailsUnless === undefined ? [] : items.filter(({ value }) => !isObject(value) || getObjectMember(value, mailsUnless) !== false);

/** Explains why items are removed: they are not declared, or a new one replaces them. */
function describeRemoval(removed: readonly RelationItem[], declared: ReadonlyMap<string, RelationItem>): string {
  const [expired, others] = [removed.filter(isExpiredItem), removed.filter((item) => !isExpiredItem(item))];
  const replaced = others.filter(({ key }) => declared.has(key));
  const reasons = [
    ...(replaced.length < others.length ? [OPERATION_REASON.unlink] : []),
    ...(replaced.length > 0 ? [`replaced, because they differ and cannot be changed: ${listKeys(replaced)}`] : []),
    ...(expired.length > 0 ? [`renewed, because they have expired: ${listKeys(expired)}`] : []),
  ];
  return reasons.join('; ');
}

const listKeys = (items: readonly RelationItem[]): string => items.map(({ key }) => key).join(', ');

function draftUnlink(
  owner: RelationOwner,
  removed: readonly RelationItem[],
  autoLinked: readonly RelationItem[],
  whyRemoved: string,
  context: PlanningContext,
): readonly Draft[] {
  const items = [...removed, ...autoLinked];
  if (items.length === 0) return [];
  const operation = buildRelationOperation(owner, 'unlink', owner.relation.remove, items, context);
  const why =
    autoLinked.length === 0
      ? whyRemoved
      : `the tenant links new ones automatically: ${autoLinked.map((item) => item.key).join(', ')}`;
  return [
    {
      ...EMPTY_DRAFT,
      operation: { ...operation, why, risk: removed.length > 0 ? 'disruptive' : 'safe' },
      requires: autoLinked.flatMap((item) => listItemReferenceTokens(owner, item, context)).map((token) => ({ token })),
      releases: removed.flatMap((item) => listItemReferenceTokens(owner, item, context)),
      freesValues: listUniqueValues(owner, removed),
      after: [
        ...listDependentUnlinks(owner, context),
        // A list that is still in effect would lock people out.
        ...(getTurn(owner, owner.relation.field) === 'off' ? [formatOwnUpdateId(owner, context)] : []),
      ],
    },
  ];
}

/** The owner's own update comes before its links, unless it puts the list into effect. */
const listOwnUpdates = (owner: RelationOwner, context: PlanningContext): readonly string[] =>
  getTurn(owner, owner.relation.field) === 'on' ? [] : [formatOwnUpdateId(owner, context)];

/** Lists unique values in items: only one resource of the owner's type may have each. */
const listUniqueValues = (owner: RelationOwner, items: readonly RelationItem[]): readonly ValueToken[] =>
  listValueTokens(owner.type, { [owner.relation.field]: items.map(({ value }) => value) });

function draftSettings(
  owner: RelationOwner,
  kept: readonly { readonly old: RelationItem; readonly item: RelationItem }[],
  context: PlanningContext,
): readonly Draft[] {
  if (!owner.relation.change && !owner.relation.itemLists) return [];
  const changed = kept
    .map(({ old, item }) => compareItems(owner, old, item, context))
    .filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return [];
  const changes = changed.flatMap((each) =>
    each.changes.map((change) => ({ ...change, path: getItemPointer(owner, each.item.key) + change.path })),
  );
  return [
    {
      ...EMPTY_DRAFT,
      operation: {
        ...buildBaseOperation(owner, 'update', context),
        changes,
        requests: changed.flatMap((each) => buildChangeRequests(owner, each, context)),
        why: OPERATION_REASON.update,
        risk: owner.relation.itemLists ? computeRisk(changes) : 'safe',
      },
      requires: changed.flatMap(({ item }) => listItemReferenceTokens(owner, item, context)).map((token) => ({ token })),
      releases: changed.flatMap(({ old }) => listItemReferenceTokens(owner, old, context)),
      after: [
        ...listOwnUpdates(owner, context),
        formatOperationId(owner, 'unlink', context),
        ...listDependentUnlinks(owner, context),
      ],
    },
  ];
}

/** Compares an item with its declaration. The result has only the members that can differ. */
function compareItems(owner: RelationOwner, old: RelationItem, item: RelationItem, context: PlanningContext): ChangedItem {
  const items = getRelationItemShape(owner.type, owner.relation);
  const live = isObject(old.value) ? old.value : {};
  if (!items) return { old, item, changes: [] };
  const members = replaceAlternatives(items, live, pickItemMembers(owner, item), { reference: context.names.toKey });
  return {
    old,
    item: { ...item, value: members },
    changes: computeFieldChanges(items, live, members, context.getCompareOptions(new Set())),
  };
}

interface ChangedItem {
  readonly old: RelationItem;
  readonly item: RelationItem;
  readonly changes: readonly Change[];
}

/** Builds the requests that change an item: one for its settings, and those for the lists inside it. */
function buildChangeRequests(owner: RelationOwner, changed: ChangedItem, context: PlanningContext): readonly PlannedRequest[] {
  const { change, itemLists = [] } = owner.relation;
  const { old, item, changes } = changed;
  const lists = new Set(itemLists.map(({ field }) => field));
  const settings = listChangedFields(changes).filter((field) => !lists.has(field));
  return [
    ...(change && settings.length > 0 ? [buildSettingsRequest(owner, change, old, item, settings, context)] : []),
    // Removed first, because the list may be full.
    ...itemLists.flatMap((list) => [
      ...buildItemListRequests(owner, list, list.remove, old, listChangedItems(changes, list, 'remove'), context),
      ...buildItemListRequests(owner, list, list.add, old, listChangedItems(changes, list, 'add'), context),
    ]),
  ];
}

/** Lists the keys that the changes add to a list inside an item, or remove from it. */
const listChangedItems = (changes: readonly Change[], { field }: ItemList, op: 'add' | 'remove'): readonly JsonValue[] =>
  changes.flatMap((change) => {
    const [list, ...deeper] = parsePointer(change.path);
    const value = op === 'add' ? change.after : change.before;
    if (list !== field || change.op !== op || value === undefined) return [];
    return deeper.length === 0 && isArray(value) ? value : [value];
  });

/** Lists the operations that set the relation that this one requires. */
function listRequiredWrites(owner: RelationOwner, context: PlanningContext): readonly string[] {
  const required = owner.type.relations.filter(({ field }) => field === owner.relation.requiresRelation);
  return required.flatMap((relation) => [
    formatOperationId({ ...owner, relation }, 'link', context),
    formatOperationId({ ...owner, relation }, 'update', context),
  ]);
}

/** Lists the operations that remove items of the relations that require this one. */
const listDependentUnlinks = (owner: RelationOwner, context: PlanningContext): readonly string[] =>
  owner.type.relations
    .filter(({ requiresRelation }) => requiresRelation === owner.relation.field)
    .map((relation) => formatOperationId({ ...owner, relation }, 'unlink', context));

/** Sorted keys of the resources that the plan creates, by type. */
export type CreatedKeys = ReadonlyMap<string, readonly string[]>;

/** Lists keys of created resources that the tenant links to this relation automatically. None if the owner does not exist yet. */
export const listAutoLinkedKeys = (owner: RelationOwner, created: CreatedKeys, context: PlanningContext): readonly string[] =>
  owner.live === undefined
    ? []
    : context.catalogue.all
        .filter((other) => other.autoLinks?.type === owner.type.type && other.autoLinks.relation === owner.relation.field)
        .flatMap((other) => created.get(other.type) ?? []);
