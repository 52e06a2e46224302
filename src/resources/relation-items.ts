import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { computeListFingerprint } from '../schema/compare/fingerprint.ts';
import { buildItemKey } from '../schema/compare/normal-form.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from '../schema/schema-shape.ts';
import { getDeclaredKey } from './identify-resources.ts';
import type { ReferenceContext } from './resource-names.ts';
import { getResourceShape } from './resource-shape.ts';
import type { Relation, ResourceType } from './resource-type.ts';

/** One item of a relation, told apart by a key that reads the same on both sides. */
export interface RelationItem {
  readonly key: string;
  /** As declared, or the live item in the form in which one would declare it. */
  readonly value: JsonValue;
  /** The live item's id in paths, if it is there. */
  readonly id?: JsonValue;
}

export const getRelationShape = (type: ResourceType, relation: Relation): Shape | undefined =>
  getMemberShape(getResourceShape(type), {}, relation.field);

/** The schema of one item: of the field itself where there is one at most. */
export const getRelationItemShape = (type: ResourceType, relation: Relation): Shape | undefined =>
  relation.singleItem ? getRelationShape(type, relation) : getItemShape(getRelationShape(type, relation));

/** What the items of a relation come to, for telling whether they have changed since. */
export const computeItemsFingerprint = (type: ResourceType, relation: Relation, items: readonly JsonValue[]): string =>
  computeListFingerprint(getRelationItemShape(type, relation), relation.itemIdField, items);

/** A declared item: a key of another resource, an object that is such a key, or an object with key fields. */
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
  return { key: readItemKey(type, relation, value, context), value };
}

/** The key that an object names: its own key fields, each read as a key; one that leaves some out means the only one that fits. */
export function resolveObjectKey(type: string, value: JsonObject, context: ReferenceContext): string {
  const target = context.catalogue.find((other) => other.type === type);
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

/** Known keys of a type that are this key or begin with its fields. */
export function findKeysByPrefix(type: string, key: string, context: ReferenceContext): readonly string[] {
  const names = context.names.types.get(type);
  const all = new Set([...(names?.declaredKeys ?? []), ...(names?.keyById.values() ?? [])]);
  if (all.has(key)) return [key];
  return [...all].filter((candidate) => candidate.startsWith(`${key}|`));
}

/** A live item in the words of the definition. */
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
  const declared = decodeItem(relation, body);
  return { key: readItemKey(type, relation, declared, context), value: declared, ...withId };
}

const decodeItem = (relation: Relation, body: JsonObject): JsonObject => {
  const declaredNames = new Map(Object.entries(relation.wireNames ?? {}).map(([word, wire]) => [wire, word]));
  // A wire member that merely has the name of a declared word (the embedded `name`) gives way to the translated one.
  const shadowed = new Set(Object.keys(relation.wireNames ?? {}));
  const members = Object.entries(body).filter(([name]) => !shadowed.has(name));
  return Object.fromEntries(members.map(([name, part]) => [declaredNames.get(name) ?? name, part]));
};

function readItemKey(type: ResourceType, relation: Relation, value: JsonObject, context: ReferenceContext): string {
  const items = getRelationItemShape(type, relation);
  const fields = getRelationShape(type, relation)?.schema['x-item-key'] ?? [];
  const read = Object.fromEntries(
    fields.map((field): [string, JsonValue] => {
      const reference = items && parseReference(getMemberShape(items, value, field)?.schema);
      const part = getObjectMember(value, field) ?? null;
      return [
        field,
        reference && !reference.field && typeof part === 'string' ? context.names.toKey(reference.type, part) : part,
      ];
    }),
  );
  return buildItemKey(fields, read);
}
