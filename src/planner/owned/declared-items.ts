import { isEmptyItem, type RelationItem, toDeclaredItem } from '../../resources/relations/relation-items.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { RelationOwner } from './relation-requests.ts';

/** Lists the declared items of a relation, each key once; of items with the same key, the last one counts. */
export const listDeclaredItems = (owner: RelationOwner, context: PlanningContext): readonly RelationItem[] => {
  const { type, relation, declared } = owner;
  return [
    ...indexItems(
      owner,
      (declared.relations[relation.field] ?? []).map((item) => toDeclaredItem(type, relation, item, context)),
    ).values(),
  ];
};

/** Indexes items by key, without empty ones. */
export const indexItems = ({ type, relation }: RelationOwner, items: readonly RelationItem[]): Map<string, RelationItem> =>
  new Map(items.filter((item) => !isEmptyItem(type, relation, item)).map((item) => [item.key, item]));
