import { toAddress } from '../../model/address.ts';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import { getRelationItemShape, type RelationItem, resolveObjectKey } from '../../resources/relation-items.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { parseReference } from '../../schema/schema-shape.ts';
import type { DependencyToken } from '../draft.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { RelationOwner } from './relation-requests.ts';

/** What one item of a relation uses: the resource it names, and what its own members name. */
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

/** The references that a declared relation item makes, for checking that each of them leads somewhere. */
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
