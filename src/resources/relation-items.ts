import { isObject, type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import { fingerprintItems } from '../schema/compare/fingerprint.ts';
import { itemKey } from '../schema/compare/normal.ts';
import { itemShape, memberShape, referenceOf, type Shape } from '../schema/walk.ts';
import type { Relation, ResourceType } from './define.ts';
import { keyOfDeclared } from './identify.ts';
import type { Known } from './names.ts';
import { shapeOf } from './shape.ts';

/** One item of a relation, told apart by a key that reads the same on both sides. */
export interface Item {
  readonly key: string;
  /** As declared, or the live item in the form in which one would declare it. */
  readonly value: JsonValue;
  /** The live item's id in paths, if it is there. */
  readonly id?: JsonValue;
}

export const relationShape = (type: ResourceType, relation: Relation): Shape | undefined =>
  memberShape(shapeOf(type), {}, relation.field);

/** The schema of one item: of the field itself where there is one at most. */
export const itemsShape = (type: ResourceType, relation: Relation): Shape | undefined =>
  relation.only ? relationShape(type, relation) : itemShape(relationShape(type, relation));

/** What the items of a relation come to, for telling whether they have changed since. */
export const itemsFingerprint = (type: ResourceType, relation: Relation, items: readonly JsonValue[]): string =>
  fingerprintItems(itemsShape(type, relation), relation.itemId, items);

/** A declared item: a key of another resource, an object that is such a key, or an object with key fields. */
export function declaredItem(type: ResourceType, relation: Relation, value: JsonValue, known: Known): Item {
  const items = itemsShape(type, relation);
  const target = referenceOf(items?.schema);
  if (typeof value === 'string') return { key: target ? known.names.reads(target.type, value) : value, value };
  if (!isObject(value)) return { key: JSON.stringify(value), value };
  if (target) return { key: known.names.reads(target.type, objectKey(target.type, value, known)), value };
  return { key: keyFrom(type, relation, value, known), value };
}

/** The key that an object names: its own key fields, each read as a key; one that leaves some out means the only one that fits. */
export function objectKey(type: string, value: JsonObject, known: Known): string {
  const target = known.catalogue.find((other) => other.type === type);
  if (!target) return JSON.stringify(value);
  const shape = shapeOf(target);
  const read = Object.fromEntries(
    Object.entries(value).map(([name, part]): [string, JsonValue] => {
      const reference = referenceOf(memberShape(shape, value, name)?.schema);
      return [name, reference && typeof part === 'string' ? known.names.reads(reference.type, part) : part];
    }),
  );
  const key = keyOfDeclared(target, read);
  const candidates = keysLike(type, key, known);
  return candidates.length === 1 ? (candidates[0] ?? key) : key;
}

/** Known keys of a type that are this key or begin with its fields. */
export function keysLike(type: string, key: string, known: Known): readonly string[] {
  const names = known.names.types.get(type);
  const all = new Set([...(names?.declared ?? []), ...(names?.keyById.values() ?? [])]);
  if (all.has(key)) return [key];
  return [...all].filter((candidate) => candidate.startsWith(`${key}|`));
}

/** A live item in the words of the definition. */
export function liveItem(type: ResourceType, relation: Relation, value: JsonValue, known: Known): Item {
  const items = itemsShape(type, relation);
  const target = referenceOf(items?.schema);
  const body: JsonObject = isObject(value) ? value : {};
  const id = relation.itemId === undefined ? undefined : member(body, relation.itemId);
  const withId = id === undefined ? {} : { id };
  if (target && typeof id === 'string') {
    const key = known.names.reads(target.type, id);
    return { key, value: relation.itemField && items?.schema.type === 'string' ? key : body, ...withId };
  }
  const declared = inWords(relation, body);
  return { key: keyFrom(type, relation, declared, known), value: declared, ...withId };
}

const inWords = (relation: Relation, body: JsonObject): JsonObject => {
  const words = new Map(Object.entries(relation.wire ?? {}).map(([word, wire]) => [wire, word]));
  // A wire member that merely has the name of a declared word (the embedded `name`) gives way to the translated one.
  const shadowed = new Set(Object.keys(relation.wire ?? {}));
  const members = Object.entries(body).filter(([name]) => !shadowed.has(name));
  return Object.fromEntries(members.map(([name, part]) => [words.get(name) ?? name, part]));
};

function keyFrom(type: ResourceType, relation: Relation, value: JsonObject, known: Known): string {
  const items = itemsShape(type, relation);
  const fields = relationShape(type, relation)?.schema['x-item-key'] ?? [];
  const read = Object.fromEntries(
    fields.map((field): [string, JsonValue] => {
      const reference = items && referenceOf(memberShape(items, value, field)?.schema);
      const part = member(value, field) ?? null;
      return [field, reference && !reference.field && typeof part === 'string' ? known.names.reads(reference.type, part) : part];
    }),
  );
  return itemKey(fields, read);
}
