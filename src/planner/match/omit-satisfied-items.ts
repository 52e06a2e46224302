import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getItemTargetType, isExpiredItem, toDeclaredItem, toLiveItem } from '../../resources/relations/relation-items.ts';
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
      relations.reduce((result, relation) => omitItems(type.definition, relation, result, matching, context), pair),
    );
    return { ...type, pairs };
  }),
});

function omitItems(
  type: ResourceType,
  relation: Relation,
  pair: ResourcePair,
  matching: Matching,
  context: PlanningContext,
): ResourcePair {
  const { declared, live } = pair;
  const items = declared.relations[relation.field];
  const { satisfiedBy } = relation;
  if (!items || !satisfiedBy) return pair;
  const present = new Set(
    [
      ...(live?.relations[satisfiedBy.relation] ?? []),
      ...listDeclaredTargets(type, satisfiedBy.relation, declared, matching, context),
    ].map((holder) => readValue(holder, satisfiedBy.otherField)),
  );
  // An item that is still there stays declared, because it would count as undeclared otherwise.
  const pending = new Set(
    (live?.relations[relation.field] ?? [])
      .map((item) => toLiveItem(type, relation, item, context))
      .flatMap((item) => (isExpiredItem(item) ? [] : [item.key])),
  );
  const isNeeded = (item: JsonValue): boolean =>
    pending.has(toDeclaredItem(type, relation, item, context).key) || !present.has(readValue(item, satisfiedBy.field));
  const relations = { ...declared.relations, [relation.field]: items.filter(isNeeded) };
  return { ...pair, declared: { ...declared, relations } };
}

/** Lists the resources that the declared items of a relation refer to, as declared or else as they are: new members are users. */
function listDeclaredTargets(
  type: ResourceType,
  field: string,
  declared: DeclaredResource,
  { types }: Matching,
  context: PlanningContext,
): readonly JsonObject[] {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const targets = relation && types.find(({ definition }) => definition.type === getItemTargetType(type, relation));
  if (!relation || !targets) return [];
  const keys = new Set((declared.relations[field] ?? []).map((item) => toDeclaredItem(type, relation, item, context).key));
  return [
    ...targets.pairs
      .filter((pair) => keys.has(pair.declared.key))
      .map((pair) => ({ ...pair.live?.body, ...pair.declared.fields })),
    ...targets.unmatched.filter(({ key }) => keys.has(key)).map(({ live }) => live.body),
  ];
}

/** Reads a value in lower case, as email addresses are compared. An absent one is equal to none. */
const readValue = (item: JsonValue, name: string): string | symbol => {
  const value = isObject(item) ? getObjectMember(item, name) : undefined;
  return typeof value === 'string' ? value.toLowerCase() : Symbol();
};
