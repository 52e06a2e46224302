import type { LiveResource } from '../../model/snapshot.ts';
import { getRelationItemShape } from '../../resources/relations/relation-items.ts';
import type { ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import { getMemberShape, parseReference } from '../../schema/schema-shape.ts';
import type { TypeReads } from './type-reads.ts';

/** Live resources of the type that the items of a relation are or name. */
export interface RelationTargets {
  readonly type: string;
  readonly resources: readonly LiveResource[];
}

/** Returns what the items of a relation can be; undefined if they are no resources, or if those were not read. */
export async function readTargets(
  type: ResourceType,
  { field }: SubresourceList,
  lists: TypeReads,
): Promise<RelationTargets | undefined> {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const shape = relation && getRelationItemShape(type, relation);
  const outerField = relation?.list.nested?.outerField;
  const target = parseReference((shape && outerField !== undefined ? getMemberShape(shape, {}, outerField) : shape)?.schema);
  const live = target && (await lists.get(target.type)?.live);
  if (!target || !live?.ok || live.value.status !== 'read') return undefined;
  return { type: target.type, resources: live.value.resources };
}
