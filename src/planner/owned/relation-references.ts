import { toAddress } from '../../model/address.ts';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import { getRelationItemShape, type RelationItem, resolveObjectKey } from '../../resources/relations/relation-items.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { parseReference } from '../../schema/schema-shape.ts';
import type { DependencyToken } from '../draft.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { RelationOwner } from './relation-requests.ts';

/** Lists the tokens that a relation item refers to: the resource that it names, or those that its members name. */
export function listItemReferenceTokens(
  owner: RelationOwner,
  item: RelationItem,
  context: PlanningContext,
): readonly DependencyToken[] {
  const items = getRelationItemShape(owner.type, owner.relation);
  const target = parseReference(items?.schema);
  if (target) return [toAddress(target.type, item.key)];
  return findReferences(items, item.value).flatMap((reference) => context.listReferenceTokens(reference));
}

/** Lists the references of a declared relation item, so that dangling ones can be refused. */
export function listRelationItemReferences(
  owner: RelationOwner,
  value: JsonValue,
  index: number,
  context: PlanningContext,
): readonly FoundReference[] {
  const items = getRelationItemShape(owner.type, owner.relation);
  const target = parseReference(items?.schema);
  const at = `/${owner.relation.field}/${index}`;
  if (target && isObject(value)) return [{ type: target.type, value: resolveObjectKey(target.type, value, context), at }];
  return findReferences(items, value, at);
}
