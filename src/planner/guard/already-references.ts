import type { LiveResource } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { itemsShape, liveItem } from '../../resources/relation-items.ts';
import { shapeOf } from '../../resources/shape.ts';
import { type FoundReference, referencesIn } from '../../schema/references.ts';
import { referenceOf } from '../../schema/walk.ts';
import type { Context } from '../planning-context.ts';

/** Whether the tenant's own resource refers to the same: that is nothing new, wherever it leads. */
export function isHeld(type: ResourceType, live: LiveResource | undefined, reference: FoundReference, context: Context): boolean {
  if (!live) return false;
  const wanted = textOf(reference, context);
  return [...referencesIn(shapeOf(type), live.body), ...inRelations(type, live, context)].some(
    (held) => textOf(held, context) === wanted,
  );
}

const textOf = ({ type, value, item }: FoundReference, context: Context): string =>
  JSON.stringify([type, context.names.reads(type, value), item?.list, item?.value]);

function inRelations(type: ResourceType, live: LiveResource, context: Context): readonly FoundReference[] {
  return type.relations.flatMap((relation) => {
    const items = itemsShape(type, relation);
    const target = referenceOf(items?.schema);
    return (live.relations[relation.field] ?? []).flatMap((value) => {
      const item = liveItem(type, relation, value, context);
      return target ? [{ type: target.type, value: item.key, at: '' }] : referencesIn(items, item.value);
    });
  });
}
