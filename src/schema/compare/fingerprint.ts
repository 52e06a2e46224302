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
 * Computes the SHA-256 of a live resource's state. It ignores members that the API computes or encrypts anew on every read, secrets (a hash
 * of a weak one could be guessed), and the order of unordered lists.
 */
export const computeFingerprint = (shape: Shape, live: JsonObject): string => hashSha256(extractState(shape, live) ?? {});

/**
 * Computes the fingerprint of a relation's items, in any order. If the items are other resources, only their ids count, because the other
 * members belong to those resources.
 *
 * @param id the member of an item with the other resource's id; `undefined` if items have none
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
  // Relations have fingerprints of their own, and changing one does not change its owner.
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

/** Nested sets are sorted by hash: with their JSON, quoting would double the length of the text at each level. */
const toSortableText = (state: JsonValue): string =>
  isArray(state) || isObject(state) ? hashSha256(state) : toCanonicalJson(state);
