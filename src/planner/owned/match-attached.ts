import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isEqual, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import {
  type AttachedList,
  canMatchAttached,
  findAttachedLists,
  findAttachingFields,
  findDifferingMembers,
} from '../../resources/attached-items.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { omitMembers } from '../draft.ts';

/** A declared thing, where it is declared, and the live one that it is. */
export interface DeclaredAttachment {
  readonly list: AttachedList;
  readonly index: number;
  readonly item: JsonObject;
  readonly live?: JsonObject;
}

/** What a resource is to attach, and what it has. */
export interface AttachmentState {
  readonly attached: AttachedItemType;
  readonly live: LiveResource;
  /** Top-level fields of which the definition says what they attach. */
  readonly fields: readonly string[];
  /** Everything that there is, attached or not. */
  readonly all: readonly JsonObject[];
  /** The declared lists, and what is in them. */
  readonly lists: readonly AttachedList[];
  readonly declaredItems: readonly DeclaredAttachment[];
  /** What those fields attach now. */
  readonly now: readonly AttachedList[];
  /** What nobody declares: not attached at all before what is attached, and of those the oldest first. */
  readonly leaving: readonly JsonObject[];
}

export const getAttachedId = (item: JsonObject): string => String(getObjectMember(item, 'id') ?? '');
export const isInList = (list: AttachedList, item: JsonObject): boolean =>
  list.items.some((held) => getAttachedId(held) === getAttachedId(item));

/** Undefined where the definition says nothing of it, or where nothing is known of what there is. */
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
  const wanted = lists.flatMap((list) => matchDeclaredItems(attached, list, { all, now, body: live.body, taken }));
  // Whatever names one by its id keeps it, known to us or not.
  const elsewhere = JSON.stringify(omitMembers(live.body, new Set(fields)));
  const kept = new Set(wanted.flatMap((one) => (one.live ? [getAttachedId(one.live)] : [])));
  const goes = all.filter((item) => !kept.has(getAttachedId(item)) && !elsewhere.includes(`"${getAttachedId(item)}"`));
  const isAttachedNow = (item: JsonObject): boolean => now.some((list) => isInList(list, item));
  return {
    attached,
    live,
    fields,
    all,
    lists,
    declaredItems: wanted,
    now,
    leaving: [...goes.filter((item) => !isAttachedNow(item)), ...goes.filter(isAttachedNow)],
  };
}

/** In a definition that stands for a tenant things are told by their places. */
const assignPlaceIds = (list: AttachedList): AttachedList => ({
  ...list,
  items: list.items.map((item, index) => ({ id: toPointer([...list.at, index]), ...item })),
});

/** What a new resource is to attach. */
export const resolveNewAttachments = (type: ResourceType, declared: DeclaredResource): AttachmentState | undefined =>
  type.attached && resolveAttachments(type, declared, { id: '', body: {}, relations: { [type.attached.field]: [] } });

/**
 * Which live one each declared one is: one that this list attaches, or its field by another list, or one that is attached nowhere. What
 * another field attaches is that field's: a change of it would be felt there.
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
  const near = now.filter(({ at }) => at[0] === list.at[0]).sort((a) => (isEqual(a.at, list.at) ? -1 : 1));
  const named = JSON.stringify(body);
  const free = all.filter((item) => !named.includes(`"${getAttachedId(item)}"`));
  const candidates = [...near.flatMap((held) => all.filter((item) => isInList(held, item))), ...free];
  return list.items.map((item, index) => {
    const matchable = getObjectMember(item, 'id') === undefined ? candidates.filter((live) => !taken.has(live)) : all;
    const live = matchable.find((one) => canMatchAttached(attached, item, one));
    if (live) taken.add(live);
    return { list, index, item, ...(live ? { live } : {}) };
  });
}

const compareAge = (a: JsonObject, b: JsonObject): number => (getAgeKey(a) < getAgeKey(b) ? -1 : 1);
const getAgeKey = (item: JsonObject): string => `${getObjectMember(item, 'created_at') ?? ''} ${getAttachedId(item)}`;

/** Whether a live thing is attached where it is declared. */
export const isAttached = ({ now }: AttachmentState, { list, live }: DeclaredAttachment): boolean =>
  live !== undefined && now.some((other) => isEqual(other.at, list.at) && isInList(other, live));

/** Declared members of a live thing that differ and can change. */
export const listChangedMembers = ({ attached }: AttachmentState, { item, live }: DeclaredAttachment): readonly string[] =>
  live ? findDifferingMembers(attached, item, live) : [];
