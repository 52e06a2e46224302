import {
  getObjectMember,
  isArray,
  isEqual,
  isObject,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../model/json/json-value.ts';
import { getAttachedId } from './match-attached.ts';

/** Refers to an existing item by its id, or to one that the same operation creates by a placeholder. */
export type AttachmentRef = JsonObject;
export type AttachmentRefList = readonly [at: readonly string[], refs: readonly AttachmentRef[]];

export const toAttachmentRefs = (items: readonly JsonObject[]): readonly AttachmentRef[] =>
  items.map((item) => ({ id: getAttachedId(item) }));

/** Appends refs to a list, without duplicates. */
export const uniteRefs = (kept: readonly AttachmentRef[], more: readonly AttachmentRef[]): readonly AttachmentRef[] => [
  ...kept.filter((ref) => !more.some((other) => isEqual(other, ref))),
  ...more,
];

/** Builds the fields that contain the given lists at their paths. */
export const nestLists = (lists: readonly AttachmentRefList[]): JsonObject =>
  lists.reduce<JsonObject>(
    (fields, [at, refs]) =>
      mergeFields(
        fields,
        at.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), refs),
      ),
    {},
  );

/** Merges two objects deeply; members of `over` win. */
export function mergeFields(under: JsonValue | undefined, over: JsonValue): JsonObject {
  const base = isObject(under) ? under : {};
  const members = Object.entries(isObject(over) ? over : {}).map(([name, value]): [string, JsonValue] => [
    name,
    isObject(value) ? mergeFields(getObjectMember(base, name), value) : value,
  ]);
  return { ...base, ...Object.fromEntries(members) };
}

export const hasAnyItem = (value: JsonValue): boolean =>
  isArray(value) ? value.length > 0 : isObject(value) && Object.values(value).some(hasAnyItem);

/** Compares lists, at any depth, regardless of the order of their items. */
export const hasSameItems = (a: JsonValue, b: JsonValue | undefined): boolean =>
  b !== undefined && toCanonicalJson(sortLists(a)) === toCanonicalJson(sortLists(b));

function sortLists(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(toCanonicalJson).sort();
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sortLists(inner)])) : value;
}
