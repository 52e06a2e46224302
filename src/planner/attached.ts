import type { DeclaredResource } from '../model/definition.ts';
import { equal, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { type Change, SECRET_MARK } from '../model/plan.ts';
import { pointerOf } from '../model/pointer.ts';
import type { LiveResource } from '../model/snapshot.ts';
import { type AttachedList, attachedLists, attachingFields, isOne, namesOf, shownOf, unlike } from '../resources/attached.ts';
import type { Attached, ResourceType } from '../resources/define.ts';
import { memberShape } from '../schema/walk.ts';
import { without } from './draft.ts';

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

/** What comes, goes and changes, one by one. */
export function attachedChanges(attaching: Attaching): readonly Change[] {
  const { attached, lists, wanted, goes, now, fields } = attaching;
  const comes = wanted.filter((one) => !isAttached(attaching, one));
  const shown = (one: Wanted): JsonObject => shownOf(attached, one.item);
  const labels = [...goes, ...comes.map(shown)].map((item) => namesOf(attached, item).name);
  const label = (item: JsonObject): string => {
    const { name, exact } = namesOf(attached, item);
    return labels.filter((other) => other === name).length > 1 ? exact : name;
  };
  const home = (item: JsonObject): readonly string[] =>
    (now.find((list) => holds(list, item)) ?? lists[0] ?? now[0])?.at ?? fields.slice(0, 1);
  return [
    ...goes.map(
      (item): Change => ({ op: 'remove', path: pointerOf([...home(item), label(item)]), before: told(item), kind: 'item' }),
    ),
    ...comes.map(
      (one): Change => ({
        op: 'add',
        path: pointerOf([...one.list.at, label(shown(one))]),
        after: { ...shown(one), ...secretOf(one) },
        kind: 'item',
      }),
    ),
    ...wanted.flatMap((one) =>
      changedMembers(attaching, one).map((name): Change => changeOf(one, name, [...one.list.at, label(shown(one)), name])),
    ),
  ];
}

/** A field's own changes without those that only make room for a list whose items are told one by one. */
export const withoutShells = (own: readonly Change[], moved: readonly Change[]): readonly Change[] =>
  own.filter(({ op, path, after }) => op !== 'add' || !isShell(after) || !moved.some((one) => one.path.startsWith(`${path}/`)));

const isShell = (value: JsonValue | undefined): boolean => isObject(value) && Object.values(value).every(isShell);

const told = (live: JsonObject): JsonObject => without(live, new Set(['id', 'created_at', 'updated_at']));

const secretOf = ({ list, item }: Wanted): JsonObject =>
  Object.fromEntries(
    Object.keys(item)
      .filter((name) => memberShape(list.shape, item, name)?.schema['x-secret'])
      .map((name) => [name, SECRET_MARK]),
  );

function changeOf({ item, live = {} }: Wanted, name: string, steps: readonly string[]): Change {
  const before = member(live, name);
  const after = member(item, name) ?? undefined;
  return {
    op: before === undefined ? 'add' : after === undefined ? 'remove' : 'replace',
    path: pointerOf(steps),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    kind: 'value',
  };
}
