import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonValue } from '../../model/json/json.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { Relation, ResourceType } from '../../resources/define.ts';
import { namesOf } from '../../resources/names.ts';
import { itemsShape, liveItem } from '../../resources/relation-items.ts';
import { referencesIn } from '../../schema/references.ts';
import { declarable } from '../../schema/request/declarable.ts';
import { referenceOf } from '../../schema/walk.ts';
import { isUnseen, unseenRelations } from './comparable.ts';
import { byId, type Losses } from './losses.ts';
import type { View } from './view.ts';

type Lists = DeclaredResource['relations'];
type Words = Pick<View, 'calls' | 'known'>;

/** Relations as they were read, in the words of a definition. */
export const relationsOf = (type: ResourceType, { relations }: LiveResource, view: Words): Lists =>
  Object.fromEntries(
    type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
      const items = relations[relation.field];
      return items ? [[relation.field, items.map((item) => itemOf(type, relation, item, view))]] : [];
    }),
  );

/** Those that can be compared now, without what is gone and does not come back. */
export function relationsBack(type: ResourceType, was: LiveResource, live: LiveResource | undefined, view: View): Lists {
  const unseen = live ? unseenRelations(view.now, type, view.callsNow(type.type, live.id)) : new Set();
  const plain = plainRelations(type, was, view.catalogue);
  const lists = Object.entries(relationsOf(type, was, view)).filter(([field]) => !unseen.has(field));
  return Object.fromEntries(
    lists.map(([field, items]) => {
      const lost = lostPlaces(type, field, plain[field] ?? [], view.losses.isLost);
      return [field, items.filter((_, index) => !lost.has(index))];
    }),
  );
}

/** Relations of which some items name what is gone and does not come back. */
export function lostItems(
  type: ResourceType,
  was: LiveResource,
  isLost: Losses['isLost'],
  catalogue: readonly ResourceType[],
): readonly string[] {
  const lists = Object.entries(plainRelations(type, was, catalogue));
  return lists.flatMap(([field, items]) => (lostPlaces(type, field, items, isLost).size > 0 ? [field] : []));
}

/** With the ids that were saved. */
const plainRelations = (type: ResourceType, was: LiveResource, catalogue: readonly ResourceType[]): Lists =>
  relationsOf(type, was, { calls: byId, known: { names: namesOf(new Map()), catalogue } });

function lostPlaces(
  type: ResourceType,
  field: string,
  items: readonly JsonValue[],
  isLost: Losses['isLost'],
): ReadonlySet<number> {
  const relation = type.relations.find((one) => one.field === field);
  const shape = relation && itemsShape(type, relation);
  return new Set(items.flatMap((item, index) => (referencesIn(shape, item).some(isLost) ? [index] : [])));
}

function itemOf(type: ResourceType, relation: Relation, item: JsonValue, { known, calls }: Words): JsonValue {
  const { key, value } = liveItem(type, relation, item, known);
  const shape = itemsShape(type, relation);
  return shape && !referenceOf(shape.schema) && isObject(value) ? declarable(shape, value, calls) : key;
}

/** By type, the relation that something made again would join by itself. */
export function joinedBy(again: readonly DeclaredResource[], { catalogue }: View): ReadonlyMap<string, string> {
  const remade = new Set(again.filter(({ pinnedId }) => pinnedId === undefined).map(({ type }) => type));
  const joins = catalogue.flatMap((one) => (one.joins && remade.has(one.type) ? [one.joins] : []));
  return new Map(joins.map(({ type, relation }) => [type, relation]));
}

/**
 * Such a relation is declared as the tenant has it now, so that nothing joins that was not asked for; without what goes, and without what was made
 * again: it may have joined just so, by a rollback that was cut short before it could take it out. Where the earlier state could not be seen, it may have
 * been in there then, and stays.
 */
export function asItIs(type: ResourceType, live: LiveResource, field: string | undefined, view: View): Lists {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const items = relation && relationsOf(type, live, view)[relation.field];
  if (!items) return {};
  const target = referenceOf(itemsShape(type, relation)?.schema)?.type ?? '';
  const remade = wasUnseen(type, live, relation.field, view) ? undefined : view.remade.get(target);
  const isLeftOut = (id: string): boolean => view.goes.get(target)?.has(id) === true || remade?.has(id) === true;
  return { [relation.field]: items.filter((item) => typeof item !== 'string' || !isLeftOut(item)) };
}

function wasUnseen(type: ResourceType, live: LiveResource, field: string, { before, callsNow }: View): boolean {
  const key = callsNow(type.type, live.id);
  return isUnseen(before, type, key) || unseenRelations(before, type, key).has(field);
}
