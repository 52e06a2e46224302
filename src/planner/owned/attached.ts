import type { DeclaredResource } from '../../model/definition/definition.ts';
import { equal, isObject, type JsonObject, member } from '../../model/json/json.ts';
import { pointerOf } from '../../model/json/pointer.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { type AttachedList, attachedLists, attachingFields, isOne, unlike } from '../../resources/attached.ts';
import type { Attached, ResourceType } from '../../resources/define.ts';
import { without } from '../draft.ts';

/** A declared thing, where it is declared, and the live one that it is. */
export interface Wanted {
  readonly list: AttachedList;
  readonly index: number;
  readonly item: JsonObject;
  readonly live?: JsonObject;
}

/** What a resource is to attach, and what it has. */
export interface Attaching {
  readonly attached: Attached;
  readonly live: LiveResource;
  /** Top-level fields of which the definition says what they attach. */
  readonly fields: readonly string[];
  /** Everything that there is, attached or not. */
  readonly all: readonly JsonObject[];
  /** The declared lists, and what is in them. */
  readonly lists: readonly AttachedList[];
  readonly wanted: readonly Wanted[];
  /** What those fields attach now. */
  readonly now: readonly AttachedList[];
  /** What nobody declares: not attached at all before what is attached, and of those the oldest first. */
  readonly goes: readonly JsonObject[];
}

export const idOf = (item: JsonObject): string => String(member(item, 'id') ?? '');
export const holds = (list: AttachedList, item: JsonObject): boolean => list.items.some((held) => idOf(held) === idOf(item));

/** Undefined where the definition says nothing of it, or where nothing is known of what there is. */
export function attachingOf(type: ResourceType, declared: DeclaredResource, live: LiveResource): Attaching | undefined {
  const { attached } = type;
  const fields = attachingFields(type, declared.fields);
  const all = attached && live.relations[attached.field]?.filter(isObject).toSorted(byAge);
  if (!attached || !all || fields.length === 0) return undefined;
  const now = attachedLists(type, live.body)
    .filter(({ at }) => fields.includes(at[0] ?? ''))
    .map(withIds);
  const lists = attachedLists(type, declared.fields);
  const taken = new Set<JsonObject>();
  const wanted = lists.flatMap((list) => wantedIn(attached, list, { all, now, body: live.body, taken }));
  // Whatever names one by its id keeps it, known to us or not.
  const elsewhere = JSON.stringify(without(live.body, new Set(fields)));
  const kept = new Set(wanted.flatMap((one) => (one.live ? [idOf(one.live)] : [])));
  const goes = all.filter((item) => !kept.has(idOf(item)) && !elsewhere.includes(`"${idOf(item)}"`));
  const isHeld = (item: JsonObject): boolean => now.some((list) => holds(list, item));
  return {
    attached,
    live,
    fields,
    all,
    lists,
    wanted,
    now,
    goes: [...goes.filter((item) => !isHeld(item)), ...goes.filter(isHeld)],
  };
}

/** In a definition that stands for a tenant things are told by their places. */
const withIds = (list: AttachedList): AttachedList => ({
  ...list,
  items: list.items.map((item, index) => ({ id: pointerOf([...list.at, index]), ...item })),
});

/** What a new resource is to attach. */
export const attachingNew = (type: ResourceType, declared: DeclaredResource): Attaching | undefined =>
  type.attached && attachingOf(type, declared, { id: '', body: {}, relations: { [type.attached.field]: [] } });

/**
 * Which live one each declared one is: one that this list attaches, or its field by another list, or one that is attached nowhere. What
 * another field attaches is that field's: a change of it would be felt there.
 */
function wantedIn(
  attached: Attached,
  list: AttachedList,
  { all, now, body, taken }: Pick<Attaching, 'all' | 'now'> & { readonly body: JsonObject; readonly taken: Set<JsonObject> },
): readonly Wanted[] {
  const near = now.filter(({ at }) => at[0] === list.at[0]).sort((a) => (equal(a.at, list.at) ? -1 : 1));
  const named = JSON.stringify(body);
  const free = all.filter((item) => !named.includes(`"${idOf(item)}"`));
  const open = [...near.flatMap((held) => all.filter((item) => holds(held, item))), ...free];
  return list.items.map((item, index) => {
    const choice = member(item, 'id') === undefined ? open.filter((live) => !taken.has(live)) : all;
    const live = choice.find((one) => isOne(attached, item, one));
    if (live) taken.add(live);
    return { list, index, item, ...(live ? { live } : {}) };
  });
}

const byAge = (a: JsonObject, b: JsonObject): number => (ageOf(a) < ageOf(b) ? -1 : 1);
const ageOf = (item: JsonObject): string => `${member(item, 'created_at') ?? ''} ${idOf(item)}`;

/** Whether a live thing is attached where it is declared. */
export const isAttached = ({ now }: Attaching, { list, live }: Wanted): boolean =>
  live !== undefined && now.some((other) => equal(other.at, list.at) && holds(other, live));

/** Declared members of a live thing that differ and can change. */
export const changedMembers = ({ attached }: Attaching, { item, live }: Wanted): readonly string[] =>
  live ? unlike(attached, item, live) : [];
