import { addressOf } from '../model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../model/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { type LiveResource, liveResources, type Snapshot } from '../model/snapshot.ts';
import type { Relation, ResourceType } from '../resources/define.ts';
import { isSelf, isSystem, keyOfLive } from '../resources/identify.ts';
import { type Known, namesOf } from '../resources/names.ts';
import { liveItem, relationShape } from '../resources/relation-items.ts';
import { shapeOf } from '../resources/shape.ts';
import { type Calls, declarable, unsettingNew } from '../schema/declarable.ts';
import { sha256 } from '../schema/fingerprint.ts';
import { itemShape, referenceOf, type Shape } from '../schema/walk.ts';
import { without } from './draft.ts';
import { fieldsThatLose } from './opaque.ts';
import { callsIn, isWhole, savedResources } from './saved-keys.ts';

/** What a way back leads to, and from where. */
export interface WayBack {
  /** The state to go back to: of all resources that it has, and of no others. */
  readonly before: Snapshot;
  /** Where the tenant is now. */
  readonly now: Snapshot;
  /** Live ids that go, by type; or `others`: all that `before` does not have. */
  readonly goes: ReadonlyMap<string, ReadonlySet<string> | 'others'>;
  /** The file that `before` comes from. */
  readonly file: string;
  readonly catalogue: readonly ResourceType[];
}

/**
 * The definition that an earlier state amounts to. What still has its id keeps it, whatever it is called by now; what is gone is declared by
 * its key, to be made anew; what must go is what the definition leaves out, so all others of such a type are in it, as they are.
 */
export function wayBack({ before, now, goes, file, catalogue }: WayBack): Definition {
  const view = viewOf(before, now, goes, catalogue);
  const back = new Map(
    catalogue.map((type) => [type.type, declaredAgainAll(type, { before, now, goes, file, catalogue }, view)]),
  );
  const joined = joinedBy(back, catalogue);
  const resources = catalogue.flatMap((type): readonly DeclaredResource[] => {
    const again = back.get(type.type) ?? [];
    const gone = goneOf(goes, type);
    const relations = joined.get(type.type) ?? NONE;
    const others = gone.size + relations.size === 0 ? [] : bystanders(type, { before, now, gone, file, relations }, view);
    return [...again.map((one) => withJoined(one, relations, view)), ...others];
  });
  const prune = catalogue.map(({ type }) => type).filter((type) => goes.has(type));
  const declared = new Set([...resources.map(({ type }) => type), ...prune, ...readTypes(before)]);
  const whole = { kind: 'share', percent: 100 } as const;
  return {
    declared: [...declared].map((type) => ({ type })),
    resources,
    policy: { ...DEFAULT_POLICY, tenant: before.tenant, prune, limits: { delete: whole, update: whole } },
    digest: sha256(JSON.parse(JSON.stringify([before, [...goes].map(([type, ids]) => [type, [...ids].sort()])]))),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Live ids that go one by one; where all others go, the definition need not list who stays. */
const goneOf = (goes: WayBack['goes'], { type }: ResourceType): ReadonlySet<string> => {
  const gone = goes.get(type);
  return gone === undefined || gone === 'others' ? NONE : gone;
};

const declaredAgainAll = (type: ResourceType, { before, now, goes, file }: WayBack, view: View): readonly DeclaredResource[] => {
  const gone = goneOf(goes, type);
  return savedResources(type, before, now.self)
    .filter(({ id }) => !gone.has(id))
    .flatMap((was) => declaredAgain(type, was, view, file));
};

/** Relations, by the type that has them, that something made again would join by itself. */
function joinedBy(
  back: ReadonlyMap<string, readonly DeclaredResource[]>,
  catalogue: readonly ResourceType[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const joined = catalogue.flatMap(({ type, joins }) =>
    joins && back.get(type)?.some(({ pinnedId }) => pinnedId === undefined) ? [joins] : [],
  );
  return new Map(joined.map(({ type, relation }) => [type, new Set([relation])]));
}

/** What the tenant has in such a relation now is declared, where nothing else is: so nothing joins that was not asked for. */
function withJoined(declared: DeclaredResource, relations: ReadonlySet<string>, view: View): DeclaredResource {
  const { type, pinnedId } = declared;
  const live = pinnedId === undefined ? undefined : view.live.get(type)?.get(pinnedId);
  const definition = view.known.catalogue.find((one) => one.type === type);
  return definition && live
    ? { ...declared, relations: { ...asTheyAre(definition, live, relations, view), ...declared.relations } }
    : declared;
}

/** Relations as the tenant has them, without what goes. */
const asTheyAre = (type: ResourceType, { relations }: LiveResource, fields: ReadonlySet<string>, view: View) =>
  Object.fromEntries(
    type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
      const items = fields.has(relation.field) ? relations[relation.field] : undefined;
      const staying = items
        ?.map((item) => itemAgain(type, relation, item, view))
        .filter((item) => !isGone(type, relation, item, view));
      return staying ? [[relation.field, staying]] : [];
    }),
  );

function isGone(type: ResourceType, relation: Relation, item: JsonValue, { goes }: View): boolean {
  const target = referenceOf(itemShape(relationShape(type, relation))?.schema);
  const gone = target && goes.get(target.type);
  return typeof item === 'string' && gone !== undefined && gone !== 'others' && gone.has(item);
}

const readTypes = ({ types }: Snapshot): readonly string[] =>
  Object.entries(types).flatMap(([type, live]) => (live.status === 'read' ? [type] : []));

/** What references are told with: what is still there by its id, what is gone by the key that it had. */
interface View {
  readonly calls: Calls;
  /** Both by their keys, so that what was made again is seen to be the same. */
  readonly plainly: Calls;
  readonly known: Known;
  readonly goes: WayBack['goes'];
  readonly live: ReadonlyMap<string, ReadonlyMap<string, LiveResource>>;
}

function viewOf(before: Snapshot, now: Snapshot, goes: WayBack['goes'], catalogue: readonly ResourceType[]): View {
  const live = new Map(
    catalogue.map(({ type }) => [type, new Map(liveResources(now, type).map((one) => [one.id, one]))] as const),
  );
  const calls = callsIn(before, catalogue, (type, id) => (live.get(type)?.has(id) ? id : undefined));
  const inNow = callsIn(now, catalogue);
  const plainly = callsIn(before, catalogue, (type, id) => (live.get(type)?.has(id) ? inNow(type, id) : undefined));
  return { calls, plainly, goes, live, known: { names: { ...namesOf(new Map()), reads: calls }, catalogue } };
}

function declaredAgain(type: ResourceType, was: LiveResource, view: View, file: string): readonly DeclaredResource[] {
  const shape = shapeOf(type);
  const live = view.live.get(type.type)?.get(was.id);
  const whole = isWhole(type, was);
  // Only its relations were read, and there is nothing left that could have them.
  if (!live && !whole) return [];
  const wanted = whole ? declarable(shape, was.body, view.calls) : keyFields(type, live?.body ?? {});
  const fields = live && whole ? reachable(shape, unsettingNew(shape, wanted, was.body, live.body), live) : wanted;
  const key = keyOfLive(type, whole ? was.body : (live?.body ?? was.body), view.calls);
  const relations = Object.entries(was.relations).flatMap(([field, items]): [string, readonly JsonValue[]][] => {
    const relation = type.relations.find((candidate) => candidate.field === field);
    return relation ? [[field, items.map((item) => itemAgain(type, relation, item, view))]] : [];
  });
  return [declaredAs(type, key, { fields, relations: Object.fromEntries(relations) }, live?.id, file)];
}

/** A field with values in it that the API shows only encrypted cannot be sent without losing them: it stays as it is. */
const reachable = (shape: Shape, wanted: JsonObject, { body }: LiveResource): JsonObject =>
  without(wanted, fieldsThatLose(shape, body, wanted));

function itemAgain(type: ResourceType, relation: Relation, item: JsonValue, { known, calls }: View): JsonValue {
  const { key, value } = liveItem(type, relation, item, known);
  const shape = itemShape(relationShape(type, relation));
  return shape && !referenceOf(shape.schema) && isObject(value) ? declarable(shape, value, calls) : key;
}

/** All others of a type from which something goes, or that something would join: declared as they are, so that they stay so. */
function bystanders(
  type: ResourceType,
  {
    before,
    now,
    file,
    gone,
    relations,
  }: Pick<WayBack, 'before' | 'now' | 'file'> & Readonly<Record<'gone' | 'relations', ReadonlySet<string>>>,
  view: View,
): readonly DeclaredResource[] {
  const saved = liveResources(before, type.type);
  const named = new Set(saved.map(({ id }) => id));
  const { calls, plainly } = view;
  const lost = saved.filter(({ id }) => !view.live.get(type.type)?.has(id));
  const again = new Set(lost.map(({ body }) => keyOfLive(type, body, plainly)));
  return liveResources(now, type.type)
    .filter(({ id, body }) => !named.has(id) && !gone.has(id) && !isSystem(type, body) && !isSelf(type, body, now.self))
    .filter(({ body }) => !again.has(keyOfLive(type, body, plainly)))
    .map((one) => {
      const known = { fields: keyFields(type, one.body), relations: asTheyAre(type, one, relations, view) };
      return declaredAs(type, keyOfLive(type, one.body, calls), known, one.id, file);
    });
}

/** Enough to be told by, and nothing that could change. */
const keyFields = (type: ResourceType, body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => type.key.includes(name)));

const declaredAs = (
  type: ResourceType,
  key: string,
  { fields, relations }: Pick<DeclaredResource, 'fields' | 'relations'>,
  pinnedId: string | undefined,
  file: string,
): DeclaredResource => ({
  type: type.type,
  key,
  address: addressOf(type.type, key),
  fields,
  relations,
  ...(pinnedId === undefined ? {} : { pinnedId }),
  secrets: {},
  origin: { kind: 'file', file, line: 1, column: 1 },
});
