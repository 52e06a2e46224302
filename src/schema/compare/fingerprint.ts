import { createHash } from 'node:crypto';
import {
  getObjectMember,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../model/json/json-value.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from '../schema-shape.ts';

/**
 * SHA-256 over what a person would call the state of a live resource: without what the API computes or encrypts anew on every read,
 * without secrets (a hash of a weak one could be guessed), and without regard to the order of lists that the API does not keep.
 */
export const computeFingerprint = (shape: Shape, live: JsonObject): string => hashSha256(extractState(shape, live) ?? {});

/**
 * The same for the items of a relation, which the API gives in any order. Of one that is another resource only `id` counts: the rest of
 * what the API tells about it is that resource's own.
 */
export const computeListFingerprint = (items: Shape | undefined, id: string | undefined, list: readonly JsonValue[]): string => {
  const isResource = id !== undefined && items !== undefined && parseReference(items.schema) !== undefined;
  const states = list.map((item) =>
    isResource && isObject(item) ? (getObjectMember(item, id) ?? null) : (extractState(items, item) ?? null),
  );
  return hashSha256(states.map(toCanonicalJson).sort());
};

export const hashSha256 = (value: JsonValue): string => createHash('sha256').update(toCanonicalJson(value)).digest('hex');

function extractState(shape: Shape | undefined, value: JsonValue | undefined): JsonValue | undefined {
  const schema = shape?.schema;
  if (value === undefined || value === null || schema?.readOnly || schema?.writeOnly || schema?.['x-secret']) return undefined;
  // What a relation holds is looked at where the relation is, and moves while its owner stays as it is.
  if (schema?.['x-relation']) return undefined;
  if (isArray(value)) {
    const items = getItemShape(shape);
    const states = value.map((item) => extractState(items, item) ?? null);
    const ordered = schema !== undefined && !schema['x-unordered'] && !schema['x-item-key'];
    return ordered ? states : states.map(toSortableText).sort();
  }
  if (!isObject(value)) return value;
  const members = Object.keys(value).flatMap((name): [string, JsonValue][] => {
    const kept = extractState(shape && getMemberShape(shape, value, name), getObjectMember(value, name));
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(members);
}

/** A set in a set in a set: a text of texts of texts would double with each level. */
const toSortableText = (state: JsonValue): string =>
  isArray(state) || isObject(state) ? hashSha256(state) : toCanonicalJson(state);
