import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { createNameIndex } from '../../resources/identity/resource-names.ts';
import { getRelationItemShape, toLiveItem } from '../../resources/relations/relation-items.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { toDeclarableResource } from '../../schema/request/declarable-resource.ts';
import { findReferences } from '../../schema/schema-references.ts';
import { parseReference } from '../../schema/schema-shape.ts';
import { isResourceUnknown, listUnreadRelations } from './comparable-states.ts';
import type { RestoreContext } from './restore-context.ts';
import { keepId, type Losses } from './restore-losses.ts';

type RelationLists = DeclaredResource['relations'];
type NamingContext = Pick<RestoreContext, 'nameResource' | 'known'>;

/** Declares the relations of a resource as they were read. */
export const declareRelations = (type: ResourceType, { relations }: LiveResource, context: NamingContext): RelationLists =>
  Object.fromEntries(
    type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
      const items = relations[relation.field];
      return items ? [[relation.field, items.map((item) => declareItem(type, relation, item, context))]] : [];
    }),
  );

/** Declares the relations to restore: those that can be compared now, without items that refer to lost resources. */
export function restoreRelations(
  type: ResourceType,
  was: LiveResource,
  live: LiveResource | undefined,
  context: RestoreContext,
): RelationLists {
  const unread = live ? listUnreadRelations(context.now, type, context.nameCurrentResource(type.type, live.id)) : new Set();
  const plain = declareRelationsById(type, was, context.catalogue);
  const lists = Object.entries(declareRelations(type, was, context)).filter(([field]) => !unread.has(field));
  return Object.fromEntries(
    lists.map(([field, items]) => {
      const lost = findLostItems(type, field, plain[field] ?? [], context.losses.isLost);
      return [field, items.filter((_, index) => !lost.has(index))];
    }),
  );
}

/** Finds relations with items that refer to lost resources. */
export function findRelationsWithLostItems(
  type: ResourceType,
  was: LiveResource,
  isLost: Losses['isLost'],
  catalogue: Catalogue,
): readonly string[] {
  const lists = Object.entries(declareRelationsById(type, was, catalogue));
  return lists.flatMap(([field, items]) => (findLostItems(type, field, items, isLost).size > 0 ? [field] : []));
}

/** Declares relations with the saved ids instead of keys. */
const declareRelationsById = (type: ResourceType, was: LiveResource, catalogue: Catalogue): RelationLists =>
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

/** Finds relations to which the tenant automatically links a resource that is created again, by the type that owns them. */
export function findAutoLinkedRelations(
  restored: readonly DeclaredResource[],
  { catalogue }: RestoreContext,
): ReadonlyMap<string, string> {
  const remade = new Set(restored.filter(({ pinnedId }) => pinnedId === undefined).map(({ type }) => type));
  const joins = catalogue.all.flatMap((one) => (one.autoLinks && remade.has(one.type) ? [one.autoLinks] : []));
  return new Map(joins.map(({ type, relation }) => [type, relation]));
}

/**
 * Declares such a relation as the tenant has it now, so that automatic links are removed again. Leaves out resources to delete and ones that
 * were created again: an interrupted rollback may have caused their link. If the earlier relation is unknown, the link may be older and stays.
 */
export function declareRelationAsIs(
  type: ResourceType,
  live: LiveResource,
  field: string | undefined,
  context: RestoreContext,
): RelationLists {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const items = relation && declareRelations(type, live, context)[relation.field];
  if (!items) return {};
  const target = parseReference(getRelationItemShape(type, relation)?.schema)?.type ?? '';
  const remade = isUnknownBefore(type, live, relation.field, context) ? undefined : context.remade.get(target);
  const isLeftOut = (id: string): boolean => context.goes.get(target)?.has(id) === true || remade?.has(id) === true;
  return { [relation.field]: items.filter((item) => typeof item !== 'string' || !isLeftOut(item)) };
}

function isUnknownBefore(
  type: ResourceType,
  live: LiveResource,
  field: string,
  { before, nameCurrentResource }: RestoreContext,
): boolean {
  const key = nameCurrentResource(type.type, live.id);
  return isResourceUnknown(before, type, key) || listUnreadRelations(before, type, key).has(field);
}
