import { createHash } from 'node:crypto';
import { canonical, isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { itemShape, memberShape, referenceOf, type Shape } from '../walk.ts';

/**
 * SHA-256 over what a person would call the state of a live resource: without what the API computes or encrypts anew on every read,
 * without secrets (a hash of a weak one could be guessed), and without regard to the order of lists that the API does not keep.
 */
export const fingerprint = (shape: Shape, live: JsonObject): string => sha256(state(shape, live) ?? {});

/**
 * The same for the items of a relation, which the API gives in any order. Of one that is another resource only `id` counts: the rest of
 * what the API tells about it is that resource's own.
 */
export const fingerprintItems = (items: Shape | undefined, id: string | undefined, list: readonly JsonValue[]): string => {
  const isResource = id !== undefined && items !== undefined && referenceOf(items.schema) !== undefined;
  const states = list.map((item) => (isResource && isObject(item) ? (member(item, id) ?? null) : (state(items, item) ?? null)));
  return sha256(states.map(canonical).sort());
};

export const sha256 = (value: JsonValue): string => createHash('sha256').update(canonical(value)).digest('hex');

function state(shape: Shape | undefined, value: JsonValue | undefined): JsonValue | undefined {
  const schema = shape?.schema;
  if (value === undefined || value === null || schema?.readOnly || schema?.writeOnly || schema?.['x-secret']) return undefined;
  // What a relation holds is looked at where the relation is, and moves while its owner stays as it is.
  if (schema?.['x-relation']) return undefined;
  if (isArray(value)) {
    const items = itemShape(shape);
    const states = value.map((item) => state(items, item) ?? null);
    const ordered = schema !== undefined && !schema['x-unordered'] && !schema['x-item-key'];
    return ordered ? states : states.map(told).sort();
  }
  if (!isObject(value)) return value;
  const members = Object.keys(value).flatMap((name): [string, JsonValue][] => {
    const kept = state(shape && memberShape(shape, value, name), member(value, name));
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(members);
}

/** A set in a set in a set: a text of texts of texts would double with each level. */
const told = (state: JsonValue): string => (isArray(state) || isObject(state) ? sha256(state) : canonical(state));
