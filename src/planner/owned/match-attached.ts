import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isEqual, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import {
  type AttachedList,
  canMatchAttached,
  findAttachedLists,
  findAttachingFields,
  findDifferingMembers,
} from '../../resources/relations/attached-items.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { omitMembers } from '../draft.ts';

/** A declared item, its place in the definition, and its live counterpart, if there is one. */
export interface DeclaredAttachment {
  readonly list: AttachedList;
  readonly index: number;
  readonly item: JsonObject;
  readonly live?: JsonObject;
}

/** The items that a resource should attach, and those that it has. */
export interface AttachmentState {
  readonly attached: AttachedItemType;
  readonly live: LiveResource;
  /** Top-level fields whose attached items are declared. */
  readonly fields: readonly string[];
  /** All live items, attached or not, oldest first. */
  readonly all: readonly JsonObject[];
  /** The declared lists with their items. */
  readonly lists: readonly AttachedList[];
  readonly declaredItems: readonly DeclaredAttachment[];
  /** The lists that those fields attach now. */
  readonly now: readonly AttachedList[];
  /** Undeclared live items, to be deleted: unattached ones first, then attached ones, oldest first. */
  readonly leaving: readonly JsonObject[];
}

export const getAttachedId = (item: JsonObject): string => String(getObjectMember(item, 'id') ?? '');
export const isInList = (list: AttachedList, item: JsonObject): boolean =>
  list.items.some((held) => getAttachedId(held) === getAttachedId(item));

/** Resolves the attachments of a live resource. Undefined if none are declared or if the live items were not read. */
export function resolveAttachments(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
): AttachmentState | undefined {
  const { attached } = type;
  const fields = findAttachingFields(type, declared.fields);
  const all = attached && live.relations[attached.field]?.filter(isObject).toSorted(compareAge);
  if (!attached || !all || fields.length === 0) return undefined;
  const now = findAttachedLists(type, live.body)
    .filter(({ at }) => fields.includes(at[0] ?? ''))
    .map(assignPlaceIds);
  const lists = findAttachedLists(type, declared.fields);
  const taken = new Set<JsonObject>();
  const declaredItems = lists.flatMap((list) => matchDeclaredItems(attached, list, { all, now, body: live.body, taken }));
  // An id may appear in any other field, even one unknown to tenon: that item stays.
  const otherFields = JSON.stringify(omitMembers(live.body, new Set(fields)));
  const kept = new Set(declaredItems.flatMap(({ live: match }) => (match ? [getAttachedId(match)] : [])));
  const leaving = all.filter((item) => !kept.has(getAttachedId(item)) && !otherFields.includes(`"${getAttachedId(item)}"`));
  const isAttachedNow = (item: JsonObject): boolean => now.some((list) => isInList(list, item));
  return {
    attached,
    live,
    fields,
    all,
    lists,
    declaredItems,
    now,
    leaving: [...leaving.filter((item) => !isAttachedNow(item)), ...leaving.filter(isAttachedNow)],
  };
}

/** Gives items without an id their place as id: a snapshot built from a definition has no other ids. */
const assignPlaceIds = (list: AttachedList): AttachedList => ({
  ...list,
  items: list.items.map((item, index) => ({ id: toPointer([...list.at, index]), ...item })),
});

/** Resolves the attachments of a resource that does not exist yet. */
export const resolveNewAttachments = (type: ResourceType, declared: DeclaredResource): AttachmentState | undefined =>
  type.attached && resolveAttachments(type, declared, { id: '', body: {}, relations: { [type.attached.field]: [] } });

/**
 * Matches declared items to live ones: those that this list attaches, then those of other lists in the same field, then unattached ones.
 * Items that another field attaches are not candidates, because changing them would affect that field.
 */
function matchDeclaredItems(
  attached: AttachedItemType,
  list: AttachedList,
  {
    all,
    now,
    body,
    taken,
  }: Pick<AttachmentState, 'all' | 'now'> & { readonly body: JsonObject; readonly taken: Set<JsonObject> },
): readonly DeclaredAttachment[] {
  const sameField = now.filter(({ at }) => at[0] === list.at[0]).sort((a) => (isEqual(a.at, list.at) ? -1 : 1));
  const bodyText = JSON.stringify(body);
  const unattached = all.filter((item) => !bodyText.includes(`"${getAttachedId(item)}"`));
  const candidates = [...sameField.flatMap((held) => all.filter((item) => isInList(held, item))), ...unattached];
  return list.items.map((item, index) => {
    const matchable = getObjectMember(item, 'id') === undefined ? candidates.filter((live) => !taken.has(live)) : all;
    const live = matchable.find((one) => canMatchAttached(attached, item, one));
    if (live) taken.add(live);
    return { list, index, item, ...omitUndefined({ live }) };
  });
}

const compareAge = (a: JsonObject, b: JsonObject): number => (getAgeKey(a) < getAgeKey(b) ? -1 : 1);
const getAgeKey = (item: JsonObject): string => `${getObjectMember(item, 'created_at') ?? ''} ${getAttachedId(item)}`;

/** Checks whether the live item is attached in the list that declares it. */
export const isAttached = ({ now }: AttachmentState, { list, live }: DeclaredAttachment): boolean =>
  live !== undefined && now.some((other) => isEqual(other.at, list.at) && isInList(other, live));

/** Lists the declared members that differ from the live item and can be changed. */
export const listChangedMembers = ({ attached }: AttachmentState, { item, live }: DeclaredAttachment): readonly string[] =>
  live ? findDifferingMembers(attached, item, live) : [];
