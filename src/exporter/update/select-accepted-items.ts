import type { SourceMap } from '../../model/definition/source-value.ts';
import type { DriftEntry } from '../../model/drift.ts';
import { getObjectMember, isArray, isObject } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ReferenceContext } from '../../resources/identity/resource-names.ts';
import { toDeclaredItem, toLiveItem } from '../../resources/relations/relation-items.ts';
import type { ResourceType } from '../../resources/resource-type.ts';

/**
 * Removes the items that the files need not list from relations that keep undeclared items: all but those that they list and those that the
 * accepted changes are about.
 */
export function selectAcceptedItems(
  type: ResourceType,
  live: LiveResource,
  written: SourceMap,
  changes: readonly Pick<DriftEntry, 'relation' | 'changes'>[],
  references: ReferenceContext,
): LiveResource {
  const relations = Object.entries(live.relations).map(([field, items]): [string, typeof items] => {
    const relation = type.relations.find((candidate) => candidate.field === field && candidate.keepsUndeclared);
    if (!relation) return [field, items];
    const listed = isObject(written.value) ? getObjectMember(written.value, field) : undefined;
    const keys = new Set([
      ...(isArray(listed) ? listed : []).map((item) => toDeclaredItem(type, relation, item, references).key),
      ...changes.filter((change) => change.relation === field).flatMap((change) => listItemKeys(change)),
    ]);
    return [field, items.filter((item) => keys.has(toLiveItem(type, relation, item, references).key))];
  });
  return { ...live, relations: Object.fromEntries(relations) };
}

const listItemKeys = ({ changes }: Pick<DriftEntry, 'changes'>): readonly string[] =>
  changes.flatMap(({ path }) => parsePointer(path).slice(1, 2));
