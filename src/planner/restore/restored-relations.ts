import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getRelationItemShape, toLiveItem } from '../../resources/relation-items.ts';
import { createNameIndex } from '../../resources/resource-names.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { toDeclarableResource } from '../../schema/request/declarable-resource.ts';
import { findReferences } from '../../schema/schema-references.ts';
import { parseReference } from '../../schema/schema-shape.ts';
import { isResourceUnknown, listUnreadRelations } from './comparable-states.ts';
import type { RestoreContext } from './restore-context.ts';
import { keepId, type Losses } from './restore-losses.ts';

type RelationLists = DeclaredResource['relations'];
type NamingContext = Pick<RestoreContext, 'nameResource' | 'known'>;

/** Relations as they were read, in the words of a definition. */
export const declareRelations = (type: ResourceType, { relations }: LiveResource, view: NamingContext): RelationLists =>
  Object.fromEntries(
    type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
      const items = relations[relation.field];
      return items ? [[relation.field, items.map((item) => declareItem(type, relation, item, view))]] : [];
    }),
  );

/** Those that can be compared now, without what is gone and does not come back. */
export function restoreRelations(
  type: ResourceType,
  was: LiveResource,
  live: LiveResource | undefined,
  view: RestoreContext,
): RelationLists {
  const unseen = live ? listUnreadRelations(view.now, type, view.nameCurrentResource(type.type, live.id)) : new Set();
  const plain = declareRelationsById(type, was, view.catalogue);
  const lists = Object.entries(declareRelations(type, was, view)).filter(([field]) => !unseen.has(field));
  return Object.fromEntries(
    lists.map(([field, items]) => {
      const lost = findLostItems(type, field, plain[field] ?? [], view.losses.isLost);
      return [field, items.filter((_, index) => !lost.has(index))];
    }),
  );
}

/** Relations of which some items name what is gone and does not come back. */
export function findRelationsWithLostItems(
  type: ResourceType,
  was: LiveResource,
  isLost: Losses['isLost'],
  catalogue: readonly ResourceType[],
): readonly string[] {
  const lists = Object.entries(declareRelationsById(type, was, catalogue));
  return lists.flatMap(([field, items]) => (findLostItems(type, field, items, isLost).size > 0 ? [field] : []));
}

/** With the ids that were saved. */
const declareRelationsById = (type: ResourceType, was: LiveResource, catalogue: readonly ResourceType[]): RelationLists =>
  declareRelations(type, was, { nameResource: keepId, known: { names: createNameIndex(new Map()), catalogue } });

function findLostItems(
  type: ResourceType,
  field: string,
  items: readonly JsonValue[],
  isLost: Losses['isLost'],
): ReadonlySet<number> {
  const relation = type.relations.find((one) => one.field === field);
  const shape = relation && getRelationItemShape(type, relation);
  return new Set(items.flatMap((item, index) => (findReferences(shape, item).some(isLost) ? [index] : [])));
}

function declareItem(type: ResourceType, relation: Relation, item: JsonValue, { known, nameResource }: NamingContext): JsonValue {
  const { key, value } = toLiveItem(type, relation, item, known);
  const shape = getRelationItemShape(type, relation);
  return shape && !parseReference(shape.schema) && isObject(value) ? toDeclarableResource(shape, value, nameResource) : key;
}

/** By type, the relation that something made again would join by itself. */
export function findAutoLinkedRelations(
  again: readonly DeclaredResource[],
  { catalogue }: RestoreContext,
): ReadonlyMap<string, string> {
  const remade = new Set(again.filter(({ pinnedId }) => pinnedId === undefined).map(({ type }) => type));
  const joins = catalogue.flatMap((one) => (one.autoLinks && remade.has(one.type) ? [one.autoLinks] : []));
  return new Map(joins.map(({ type, relation }) => [type, relation]));
}

/**
 * Such a relation is declared as the tenant has it now, so that nothing joins that was not asked for; without what goes, and without what was made
 * again: it may have joined just so, by a rollback that was cut short before it could take it out. Where the earlier state could not be seen, it may have
 * been in there then, and stays.
 */
export function declareRelationAsIs(
  type: ResourceType,
  live: LiveResource,
  field: string | undefined,
  view: RestoreContext,
): RelationLists {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const items = relation && declareRelations(type, live, view)[relation.field];
  if (!items) return {};
  const target = parseReference(getRelationItemShape(type, relation)?.schema)?.type ?? '';
  const remade = isUnknownBefore(type, live, relation.field, view) ? undefined : view.remade.get(target);
  const isLeftOut = (id: string): boolean => view.goes.get(target)?.has(id) === true || remade?.has(id) === true;
  return { [relation.field]: items.filter((item) => typeof item !== 'string' || !isLeftOut(item)) };
}

function isUnknownBefore(
  type: ResourceType,
  live: LiveResource,
  field: string,
  { before, nameCurrentResource: callsNow }: RestoreContext,
): boolean {
  const key = callsNow(type.type, live.id);
  return isResourceUnknown(before, type, key) || listUnreadRelations(before, type, key).has(field);
}
