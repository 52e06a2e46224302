import { type Address, toAddress } from '../../model/address.ts';
import type { JsonValue } from '../../model/json/json-value.ts';
import { isCollection, type ResourceType } from '../../resources/resource-type.ts';
import { createNoteDraft, type Draft } from '../draft.ts';
import { listRelationItemReferences } from '../owned/relation-references.ts';
import type { RelationOwner } from '../owned/relation-requests.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { Matching, ResourcePair } from './match-resources.ts';

/** The resources that can be planned, and notes about the others. */
export interface Withheld {
  readonly matching: Matching;
  readonly notes: readonly Draft[];
}

/**
 * Leaves out declared resources that are not in the tenant and that tenon cannot create (`creatableWhere`), and the relation items that
 * refer to them. A later plan has them, once something else has created them.
 */
export function withholdUncreatable(matching: Matching, context: PlanningContext): Withheld {
  const uncreatable = matching.types.flatMap(({ definition, pairs }) =>
    pairs.filter((pair) => isUncreatable(definition, pair, context)).map((pair) => ({ type: definition, pair })),
  );
  if (uncreatable.length === 0) return { matching, notes: [] };
  const pairs = new Set(uncreatable.map(({ pair }) => pair));
  const addresses = new Set(uncreatable.map(({ pair }) => pair.declared.address));
  const notes: Draft[] = uncreatable.map(({ type, pair }) => noteUncreatable(type, pair));
  const types = matching.types.map((type) => ({
    ...type,
    pairs: type.pairs
      .filter((pair) => !pairs.has(pair))
      .map((pair) => withholdItems(type.definition, pair, addresses, notes, context)),
  }));
  return { matching: { ...matching, types }, notes };
}

function isUncreatable(type: ResourceType, { declared, live }: ResourcePair, { meetsCondition }: PlanningContext): boolean {
  if (live || !isCollection(type) || !type.creatableWhere) return false;
  return meetsCondition(type, declared.fields, type.creatableWhere) === false;
}

const noteUncreatable = (type: ResourceType, { declared }: ResourcePair): Draft => {
  const creator = isCollection(type) ? type.creatableWhere?.otherwise : undefined;
  return createNoteDraft(declared, 'not there yet', `not in the tenant yet; ${creator} creates it. Plan again after that`);
};

/** Removes the relation items of a resource that refer to one of `addresses`, and adds a note for each relation. */
function withholdItems(
  type: ResourceType,
  pair: ResourcePair,
  addresses: ReadonlySet<Address>,
  notes: Draft[],
  context: PlanningContext,
): ResourcePair {
  const { declared } = pair;
  const relations = type.relations.flatMap((relation): [string, readonly JsonValue[]][] => {
    const items = declared.relations[relation.field] ?? [];
    const isKept = (item: JsonValue, index: number): boolean =>
      listTargets({ type, relation, declared }, item, index, context).every((address) => !addresses.has(address));
    const missing = items.flatMap((item, index) =>
      listTargets({ type, relation, declared }, item, index, context).filter((address) => addresses.has(address)),
    );
    if (missing.length === 0) return [];
    const why = `${relation.field}: ${missing.join(', ')} not in the tenant yet. Plan again after that`;
    notes.push(createNoteDraft(declared, `${relation.field} not there yet`, why));
    return [[relation.field, items.filter(isKept)]];
  });
  if (relations.length === 0) return pair;
  return { ...pair, declared: { ...declared, relations: { ...declared.relations, ...Object.fromEntries(relations) } } };
}

const listTargets = (owner: RelationOwner, item: JsonValue, index: number, context: PlanningContext): readonly Address[] =>
  listRelationItemReferences(owner, item, index, context).map(({ type, value }) =>
    toAddress(type, context.names.toKey(type, value)),
  );
