import { addressOf } from '../../model/address.ts';
import { isObject, type JsonValue } from '../../model/json/json.ts';
import { type Item, itemsShape, objectKey } from '../../resources/relation-items.ts';
import { type FoundReference, referencesIn } from '../../schema/references.ts';
import { referenceOf } from '../../schema/walk.ts';
import type { Token } from '../draft.ts';
import type { Context } from '../planning-context.ts';
import type { Owner } from './relation-requests.ts';

/** What one item of a relation uses: the resource it names, and what its own members name. */
export function itemReferencesIn(owner: Owner, item: Item, context: Context): readonly Token[] {
  const items = itemsShape(owner.type, owner.relation);
  const target = referenceOf(items?.schema);
  if (target) return [addressOf(target.type, item.key)];
  return referencesIn(items, item.value).flatMap((reference) => context.tokens(reference));
}

/** The references that a declared relation item makes, for checking that each of them leads somewhere. */
export function declaredReferences(owner: Owner, value: JsonValue, index: number, context: Context): readonly FoundReference[] {
  const items = itemsShape(owner.type, owner.relation);
  const target = referenceOf(items?.schema);
  const at = `/${owner.relation.field}/${index}`;
  if (target && isObject(value)) return [{ type: target.type, value: objectKey(target.type, value, context), at }];
  return referencesIn(items, value, at);
}
