import { getObjectMember, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { isExpiredItem, toDeclaredItem, toLiveItem } from '../../resources/relations/relation-items.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { Matching, ResourcePair } from './match-resources.ts';

/** Removes declared items that are not needed (`satisfiedBy`), such as the invitation of somebody who has become a member. */
export const omitSatisfiedItems = (matching: Matching, context: PlanningContext): Matching => ({
  ...matching,
  types: matching.types.map((type) => {
    const relations = type.definition.relations.filter(({ satisfiedBy }) => satisfiedBy);
    if (relations.length === 0) return type;
    const pairs = type.pairs.map((pair) =>
      relations.reduce((result, relation) => omitItems(type.definition, relation, result, context), pair),
    );
    return { ...type, pairs };
  }),
});

function omitItems(type: ResourceType, relation: Relation, pair: ResourcePair, context: PlanningContext): ResourcePair {
  const { declared, live } = pair;
  const items = declared.relations[relation.field];
  const { satisfiedBy } = relation;
  if (!items || !live || !satisfiedBy) return pair;
  const present = new Set((live.relations[satisfiedBy.relation] ?? []).map((item) => readValue(item, satisfiedBy.otherField)));
  // An item that is still there stays declared, because it would count as undeclared otherwise.
  const pending = new Set(
    (live.relations[relation.field] ?? [])
      .map((item) => toLiveItem(type, relation, item, context))
      .flatMap((item) => (isExpiredItem(item) ? [] : [item.key])),
  );
  const isNeeded = (item: JsonValue): boolean =>
    pending.has(toDeclaredItem(type, relation, item, context).key) || !present.has(readValue(item, satisfiedBy.field));
  const relations = { ...declared.relations, [relation.field]: items.filter(isNeeded) };
  return { ...pair, declared: { ...declared, relations } };
}

/** Reads a value in lower case, as email addresses are compared. An absent one is equal to none. */
const readValue = (item: JsonValue, name: string): string | symbol => {
  const value = isObject(item) ? getObjectMember(item, name) : undefined;
  return typeof value === 'string' ? value.toLowerCase() : Symbol();
};
