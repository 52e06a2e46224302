import { splitParts } from '../../model/address.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import type { Change, Operation } from '../../model/plan/plan.ts';
import { PLAIN_REASON } from '../../model/plan/reasons.ts';
import type { RelationWrite } from '../../resources/define.ts';
import {
  declaredItem,
  type Item,
  itemsFingerprint,
  itemsShape,
  liveItem,
  relationShape,
} from '../../resources/relation-items.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { orderly } from '../../schema/compare/orderly.ts';
import { type Draft, EMPTY_DRAFT, type ValueToken } from '../draft.ts';
import { changedFields } from '../operations/changed-fields.ts';
import { valueTokens } from '../operations/unique-tokens.ts';
import { type Context, labelOf, notGroup } from '../planning-context.ts';
import { itemReferencesIn } from './relation-references.ts';
import { itemMembers, itemRequests, type Owner, settingsRequest } from './relation-requests.ts';

/** What changes in one relation of one resource: items to take out, items to put in, settings of items that stay. */
export function relationDrafts(owner: Owner, joined: readonly string[], context: Context): readonly Draft[] {
  const wanted = byKey(
    (owner.declared.relations[owner.relation.field] ?? []).map((item) => declaredItem(owner.type, owner.relation, item, context)),
  );
  const live = byKey(
    (owner.live?.relations[owner.relation.field] ?? []).map((item) => liveItem(owner.type, owner.relation, item, context)),
  );
  const added = [...wanted.values()].filter((item) => !live.has(item.key));
  const removed = [...live.values()].filter((item) => !wanted.has(item.key)).map((item) => orderlyItem(owner, item));
  removed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const unasked = joined.filter((key) => !wanted.has(key) && !live.has(key)).map((key): Item => ({ key, value: key }));
  const kept = [...wanted.values()].flatMap((item) => {
    const old = live.get(item.key);
    return old ? [{ old: orderlyItem(owner, old), item }] : [];
  });
  return [
    ...unlinkDraft(owner, removed, unasked, context),
    ...settingsDraft(owner, kept, context),
    ...linkDraft(owner, added, context),
  ];
}

const orderlyItem = (owner: Owner, item: Item): Item => ({
  ...item,
  value: isObject(item.value) ? orderly(itemsShape(owner.type, owner.relation), item.value) : item.value,
});

const byKey = (items: readonly Item[]): Map<string, Item> => new Map(items.map((item) => [item.key, item]));

function linkDraft(owner: Owner, items: readonly Item[], context: Context): readonly Draft[] {
  if (items.length === 0) return [];
  const operation = relationOperation(owner, 'link', owner.relation.add, items, context);
  const needs = items.flatMap((item) => itemReferencesIn(owner, item, context)).map((token) => ({ token }));
  const { address } = owner.declared;
  const takesValues = uniqueItems(owner, items);
  // A link may only be allowed once what it leads to has changed (a grant that is to allow organizations).
  const targets = needs.map(({ token }) => notGroup(`update ${token}`));
  return [
    {
      ...EMPTY_DRAFT,
      operation: { ...operation, why: PLAIN_REASON.link, risk: 'safe' },
      requires: [...(owner.live ? [] : [{ token: address }]), ...needs],
      takesValues,
      // Relations of resources that go are not read: they may hold what is unique.
      after: [
        ownUpdate(owner, context),
        operationId(owner, 'unlink', context),
        ...targets,
        ...(takesValues.length === 0 ? [] : [`delete ${owner.type.type}/*`]),
      ],
    },
  ];
}

function unlinkDraft(owner: Owner, removed: readonly Item[], unasked: readonly Item[], context: Context): readonly Draft[] {
  const items = [...removed, ...unasked];
  if (items.length === 0) return [];
  const operation = relationOperation(owner, 'unlink', owner.relation.remove, items, context);
  const why =
    unasked.length === 0
      ? PLAIN_REASON.unlink
      : `the tenant adds every new one by itself: ${unasked.map((item) => item.key).join(', ')}`;
  return [
    {
      ...EMPTY_DRAFT,
      operation: { ...operation, why, risk: removed.length > 0 ? 'disruptive' : 'safe' },
      requires: unasked.flatMap((item) => itemReferencesIn(owner, item, context)).map((token) => ({ token })),
      releases: removed.flatMap((item) => itemReferencesIn(owner, item, context)),
      freesValues: uniqueItems(owner, removed),
    },
  ];
}

/** Values in items that only one resource of the owner's type may have. */
const uniqueItems = (owner: Owner, items: readonly Item[]): readonly ValueToken[] =>
  valueTokens(owner.type, { [owner.relation.field]: items.map(({ value }) => value) });

/** `address`es of a relation operation never differ from the owner's; its id says which relation it is. */
function relationOperation(
  owner: Owner,
  action: 'link' | 'unlink',
  write: RelationWrite,
  items: readonly Item[],
  context: Context,
): Omit<Operation, 'dependsOn' | 'why' | 'risk'> {
  const op = action === 'link' ? 'add' : 'remove';
  return {
    ...base(owner, action, context),
    changes: items.map((item) => itemChange(owner, op, item)),
    requests: itemRequests(owner, write, items, context),
  };
}

const operationId = (owner: Owner, action: 'link' | 'unlink' | 'update', context: Context): string =>
  `${action} ${labelOf(owner.type, owner.declared.address, owner.live?.id, context)} ${owner.relation.field}`;

/** The operation that changes the owner's own fields, if there is one. */
const ownUpdate = (owner: Owner, context: Context): string =>
  `update ${labelOf(owner.type, owner.declared.address, owner.live?.id, context)}`;

const base = (owner: Owner, action: 'link' | 'unlink' | 'update', context: Context) => ({
  id: operationId(owner, action, context),
  action,
  address: owner.declared.address,
  relation: owner.relation.field,
  ...(owner.live
    ? {
        liveId: owner.live.id,
        fingerprint: itemsFingerprint(owner.type, owner.relation, owner.live.relations[owner.relation.field] ?? []),
      }
    : {}),
  origin: owner.declared.origin,
});

const keyMembers = (owner: Owner, item: Item): JsonObject => {
  const fields = relationShape(owner.type, owner.relation)?.schema['x-item-key'] ?? [];
  const { value } = item;
  if (!isObject(value)) return {};
  // The key reads references by name; the live item holds ids.
  const words = fields.length === 1 ? [item.key] : splitParts(item.key);
  return Object.fromEntries(
    fields.map((field, index) => {
      const held = member(value, field) ?? null;
      return [field, typeof held === 'string' ? (words[index] ?? held) : held];
    }),
  );
};

function itemChange(owner: Owner, op: 'add' | 'remove', item: Item): Change {
  const members = itemMembers(owner, item);
  const value: JsonValue = Object.keys(members).length > 0 ? { ...keyMembers(owner, item), ...members } : item.key;
  const path = placeOf(owner, item.key);
  return op === 'add' ? { op, path, after: value, kind: 'item' } : { op, path, before: value, kind: 'item' };
}

const placeOf = ({ relation }: Owner, key: string): Pointer =>
  relation.only ? `/${relation.field}` : `/${relation.field}/${escapeStep(key)}`;

function settingsDraft(
  owner: Owner,
  kept: readonly { readonly old: Item; readonly item: Item }[],
  context: Context,
): readonly Draft[] {
  const write = owner.relation.change;
  const items = itemsShape(owner.type, owner.relation);
  if (!write || !items) return [];
  const changed = kept.flatMap(({ old, item }) => {
    const live = isObject(old.value) ? old.value : {};
    const changes = fieldChanges(items, live, itemMembers(owner, item), context.reading(new Set()));
    return changes.length === 0 ? [] : [{ old, item, changes }];
  });
  if (changed.length === 0) return [];
  return [
    {
      ...EMPTY_DRAFT,
      operation: {
        ...base(owner, 'update', context),
        changes: changed.flatMap((each) =>
          each.changes.map((change) => ({ ...change, path: placeOf(owner, each.item.key) + change.path })),
        ),
        requests: changed.map((each) => settingsRequest(owner, write, each.old, each.item, changedFields(each.changes), context)),
        why: PLAIN_REASON.update,
        risk: 'safe',
      },
      after: [ownUpdate(owner, context), operationId(owner, 'unlink', context)],
    },
  ];
}

/** Keys of what is about to be created, by type and in order. */
export type Created = ReadonlyMap<string, readonly string[]>;

/** Resources that are about to be created and would be added to this relation by the tenant itself, where it is there already. */
export const joiners = (owner: Owner, created: Created, context: Context): readonly string[] =>
  owner.live === undefined
    ? []
    : context.catalogue
        .filter((other) => other.joins?.type === owner.type.type && other.joins.relation === owner.relation.field)
        .flatMap((other) => created.get(other.type) ?? []);
