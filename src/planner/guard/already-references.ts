import type { LiveResource } from '../../model/snapshot.ts';
import { getRelationItemShape, toLiveItem } from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { parseReference } from '../../schema/schema-shape.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Checks whether the live resource already has the same reference. A dangling reference that is not new is not refused. */
export function isAlreadyReferenced(
  type: ResourceType,
  live: LiveResource | undefined,
  reference: FoundReference,
  context: PlanningContext,
): boolean {
  if (!live) return false;
  const comparedText = toComparableText(reference, context);
  return [...findReferences(getResourceShape(type), live.body), ...listRelationReferences(type, live, context)].some(
    (held) => toComparableText(held, context) === comparedText,
  );
}

const toComparableText = ({ type, value, item }: FoundReference, context: PlanningContext): string =>
  JSON.stringify([type, context.names.toKey(type, value), item?.list, item?.value]);

function listRelationReferences(type: ResourceType, live: LiveResource, context: PlanningContext): readonly FoundReference[] {
  return type.relations.flatMap((relation) => {
    const items = getRelationItemShape(type, relation);
    const target = parseReference(items?.schema);
    return (live.relations[relation.field] ?? []).flatMap((value) => {
      const item = toLiveItem(type, relation, value, context);
      return target ? [{ type: target.type, value: item.key, at: '' }] : findReferences(items, item.value);
    });
  });
}
