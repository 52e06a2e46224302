import { splitAddress } from '../../model/address.ts';
import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import { isRelationOperation } from '../../model/plan/operation.ts';
import { parsePlaceholder } from '../../model/plan/placeholders.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { RollbackSource } from './rollback-source.ts';

/** Ids or keys of items, by the live id of their owner and the relation. */
export type ItemsByOwner = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * Collects the items that a run added where undeclared ones are kept: a rollback removes them, and nobody who came by other ways. An item
 * without an id at the time of the plan is named by its key.
 */
export function collectAddedItems({ stages }: RollbackSource, catalogue: Catalogue): ItemsByOwner {
  const added: Record<string, Record<string, readonly string[]>> = {};
  for (const { plan, record } of stages) {
    for (const operation of plan.operations.filter(isRelationOperation)) {
      const { action, id, address, liveId, relation: field, changes, requests } = operation;
      const relation = catalogue.get(splitAddress(address).type)?.relations.find((candidate) => candidate.field === field);
      if (action !== 'link' || liveId === undefined || !relation?.keepsUndeclared || !record.operations.has(id)) continue;
      const keys = changes.flatMap(({ path }) => parsePointer(path).slice(1, 2));
      const ids = requests.filter(({ path }) => path === relation.add.path).flatMap(({ body }) => collectReferenceIds(body));
      const own = added[liveId] ?? {};
      added[liveId] = { ...own, [field]: [...(own[field] ?? []), ...keys, ...ids] };
    }
  }
  return added;
}

function collectReferenceIds(value: JsonValue | undefined): readonly string[] {
  if (isArray(value)) return value.flatMap(collectReferenceIds);
  if (!isObject(value)) return [];
  const placeholder = parsePlaceholder(value);
  if (placeholder?.kind === 'reference') return placeholder.id === undefined ? [] : [placeholder.id];
  return Object.values(value).flatMap(collectReferenceIds);
}
