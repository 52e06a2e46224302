import type { Definition } from '../../model/definition/definition.ts';
import type { UndeclaredItems } from '../../model/plan/undeclared-items.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getItemTargetType, isExpiredItem, toDeclaredItem, toLiveItem } from '../../resources/relations/relation-items.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { Matching, ResourcePair } from './match-resources.ts';

/**
 * Removes undeclared items from relations that keep them (`keepsUndeclared`), so that nothing that follows compares or removes them, and
 * counts them. Where `reconcile.prune` names the relation, its items stay.
 */
export function separateUndeclaredItems(
  matching: Matching,
  { policy }: Definition,
  context: PlanningContext,
): { readonly matching: Matching; readonly undeclared: readonly UndeclaredItems[] } {
  const undeclared: UndeclaredItems[] = [];
  const types = matching.types.map((type) => {
    const kept = type.definition.relations.filter(
      ({ field, keepsUndeclared }) => keepsUndeclared && !policy.prune.includes(`${type.definition.type}/${field}`),
    );
    if (kept.length === 0) return type;
    const pairs = type.pairs.map((pair) =>
      kept.reduce((result, relation) => separateItems(type.definition, relation, result, undeclared, context), pair),
    );
    return { ...type, pairs };
  });
  return { matching: { ...matching, types }, undeclared };
}

function separateItems(
  type: ResourceType,
  relation: Relation,
  pair: ResourcePair,
  undeclared: UndeclaredItems[],
  context: PlanningContext,
): ResourcePair {
  const { declared, live } = pair;
  const items = declared.relations[relation.field];
  const held = live?.relations[relation.field];
  if (!items || !live || !held) return pair;
  const keys = new Set(items.map((item) => toDeclaredItem(type, relation, item, context).key));
  const known = held.map((value) => ({ value, item: toLiveItem(type, relation, value, context) }));
  const own = known.filter(({ item }) => keys.has(item.key));
  const count = known.filter(({ item }) => !keys.has(item.key) && !isExpiredItem(item)).length;
  if (count > 0) undeclared.push({ address: declared.address, relation: relation.field, count });
  const narrowed: LiveResource = { ...live, relations: { ...live.relations, [relation.field]: own.map(({ value }) => value) } };
  const target = getItemTargetType(type, relation) ?? '';
  const ids = new Set([
    ...own.flatMap(({ item: { id } }) => (typeof id === 'string' ? [id] : [])),
    ...[...keys].flatMap((key) => context.names.findId(target, key) ?? []),
  ]);
  return { ...pair, live: narrowed, managedItems: { ...pair.managedItems, [relation.field]: [...ids].sort() } };
}
