import { EXPIRED_MARK } from '../../model/endpoint.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { computeListFingerprint } from '../../schema/compare/fingerprint.ts';
import { AS_IS, readItemKey, toNormalForm } from '../../schema/compare/normal-form.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from '../../schema/schema-shape.ts';
import { getDeclaredKey } from '../identity/identify-resources.ts';
import type { ReferenceContext } from '../identity/resource-names.ts';
import { getResourceShape } from '../resource-shape.ts';
import type { Relation, ResourceType } from '../resource-type.ts';
import { decodeRelationItem } from './encode-relation-item.ts';

/** An item of a relation. Declared and live items with the same key are the same item. */
export interface RelationItem {
  readonly key: string;
  /** The declared item, or the live item in its declared form. */
  readonly value: JsonValue;
  /** The live item's id in paths. Absent for declared items. */
  readonly id?: JsonValue;
}

export const getRelationShape = (type: ResourceType, relation: Relation): Shape | undefined =>
  getMemberShape(getResourceShape(type), {}, relation.field);

/** Returns the schema of one item; for a single item, that of the field itself. */
export const getRelationItemShape = (type: ResourceType, relation: Relation): Shape | undefined =>
  relation.singleItem ? getRelationShape(type, relation) : getItemShape(getRelationShape(type, relation));

/** Whether a single item is as good as none: the API does not store an empty one (`x-empty`). */
export const isEmptyItem = (type: ResourceType, relation: Relation, { value }: RelationItem): boolean =>
  relation.singleItem === true && toNormalForm(getRelationShape(type, relation), value, AS_IS, '') === undefined;

/** Whether a live item has no effect any more, because its time is over. */
export const isExpiredItem = ({ value }: RelationItem): boolean =>
  isObject(value) && getObjectMember(value, EXPIRED_MARK) === true;

/** Computes a fingerprint of live items, which shows later whether they have changed. */
export const computeItemsFingerprint = (type: ResourceType, relation: Relation, items: readonly JsonValue[]): string =>
  computeListFingerprint(getRelationItemShape(type, relation), relation.itemIdField, items);

/** Reads a declared item: the key of another resource, an object with that resource's key fields, or an object with its own key fields. */
export function toDeclaredItem(
  type: ResourceType,
  relation: Relation,
  value: JsonValue,
  context: ReferenceContext,
): RelationItem {
  const items = getRelationItemShape(type, relation);
  const target = parseReference(items?.schema);
  if (typeof value === 'string') return { key: target ? context.names.toKey(target.type, value) : value, value };
  if (!isObject(value)) return { key: JSON.stringify(value), value };
  if (target) return { key: context.names.toKey(target.type, resolveObjectKey(target.type, value, context)), value };
  return { key: readRelationItemKey(type, relation, value, context), value };
}

/** Returns the key that an object with key fields means. If it omits fields, the key is the only known one that begins with the others. */
export function resolveObjectKey(type: string, value: JsonObject, context: ReferenceContext): string {
  const target = context.catalogue.get(type);
  if (!target) return JSON.stringify(value);
  const shape = getResourceShape(target);
  const read = Object.fromEntries(
    Object.entries(value).map(([name, part]): [string, JsonValue] => {
      const reference = parseReference(getMemberShape(shape, value, name)?.schema);
      return [name, reference && typeof part === 'string' ? context.names.toKey(reference.type, part) : part];
    }),
  );
  const key = getDeclaredKey(target, read);
  const candidates = findKeysByPrefix(type, key, context);
  return candidates.length === 1 ? (candidates[0] ?? key) : key;
}

/** Finds the known keys of a type that equal a key, or else those that begin with its fields. */
export function findKeysByPrefix(type: string, key: string, context: ReferenceContext): readonly string[] {
  const names = context.names.types.get(type);
  const all = new Set([...(names?.declaredKeys ?? []), ...(names?.keyById.values() ?? [])]);
  if (all.has(key)) return [key];
  return [...all].filter((candidate) => candidate.startsWith(`${key}|`));
}

/** Converts a live item to its declared form. */
export function toLiveItem(type: ResourceType, relation: Relation, value: JsonValue, context: ReferenceContext): RelationItem {
  const items = getRelationItemShape(type, relation);
  const target = parseReference(items?.schema);
  const body: JsonObject = isObject(value) ? value : {};
  const id = relation.itemIdField === undefined ? undefined : getObjectMember(body, relation.itemIdField);
  const withId = id === undefined ? {} : { id };
  if (target && typeof id === 'string') {
    const key = context.names.toKey(target.type, id);
    return { key, value: relation.itemField && items?.schema.type === 'string' ? key : body, ...withId };
  }
  const declared = decodeRelationItem(relation, body, ({ field }, listed) => {
    const listedType = parseReference(getItemShape(items && getMemberShape(items, {}, field))?.schema)?.type ?? '';
    return context.names.types.get(listedType)?.keyById.has(listed) === true;
  });
  return { key: readRelationItemKey(type, relation, declared, context), value: declared, ...withId };
}

/** Returns the type of the resources that the items are or that their key names; undefined if there is no such type, or several. */
export function getItemTargetType(type: ResourceType, relation: Relation): string | undefined {
  const items = getRelationItemShape(type, relation);
  const own = parseReference(items?.schema)?.type;
  const [key = '', ...more] = getRelationShape(type, relation)?.schema['x-item-key'] ?? [];
  return own ?? (items && more.length === 0 ? parseReference(getMemberShape(items, {}, key)?.schema)?.type : undefined);
}

const readRelationItemKey = (type: ResourceType, relation: Relation, value: JsonObject, { names }: ReferenceContext): string =>
  readItemKey(getRelationItemShape(type, relation), getRelationShape(type, relation)?.schema['x-item-key'] ?? [], value, {
    reference: names.toKey,
  });
