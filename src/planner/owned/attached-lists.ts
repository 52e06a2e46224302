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

/** One that is there, by its id; or one that this operation makes, by its number among those. */
export type AttachmentRef = JsonObject;
export type AttachmentRefList = readonly [at: readonly string[], refs: readonly AttachmentRef[]];

export const toAttachmentRefs = (items: readonly JsonObject[]): readonly AttachmentRef[] =>
  items.map((item) => ({ id: getAttachedId(item) }));

export const uniteRefs = (kept: readonly AttachmentRef[], more: readonly AttachmentRef[]): readonly AttachmentRef[] => [
  ...kept.filter((ref) => !more.some((other) => isEqual(other, ref))),
  ...more,
];

/** Lists as the fields that hold them. */
export const nestLists = (lists: readonly AttachmentRefList[]): JsonObject =>
  lists.reduce<JsonObject>(
    (fields, [at, refs]) =>
      mergeFields(
        fields,
        at.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), refs),
      ),
    {},
  );

/** One object laid over another, member by member. */
export function mergeFields(under: JsonValue | undefined, over: JsonValue): JsonObject {
  const [below, above] = [isObject(under) ? under : {}, isObject(over) ? over : {}];
  const members = Object.entries(above).map(([name, value]): [string, JsonValue] => [
    name,
    isObject(value) ? mergeFields(getObjectMember(below, name), value) : value,
  ]);
  return { ...below, ...Object.fromEntries(members) };
}

export const hasAnyItem = (value: JsonValue): boolean =>
  isArray(value) ? value.length > 0 : isObject(value) && Object.values(value).some(hasAnyItem);

export const hasSameItems = (a: JsonValue, b: JsonValue | undefined): boolean =>
  b !== undefined && toCanonicalJson(sortLists(a)) === toCanonicalJson(sortLists(b));

function sortLists(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(toCanonicalJson).sort();
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sortLists(inner)])) : value;
}
