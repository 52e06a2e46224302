import {
  getObjectMember,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../model/json/json-value.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';

/**
 * Sorts the members of a live resource by name, and its sets by their items. The API returns both in any order, and a plan must not depend on
 * that order.
 */
export function inCanonicalOrder(shape: Shape | undefined, live: JsonObject): JsonObject {
  const names = Object.keys(live).sort();
  return Object.fromEntries(
    names.map((name) => [name, orderValue(shape && getMemberShape(shape, live, name), getObjectMember(live, name) ?? null)]),
  );
}

function orderValue(shape: Shape | undefined, value: JsonValue): JsonValue {
  if (isObject(value)) return inCanonicalOrder(shape, value);
  if (!isArray(value)) return value;
  const items = value.map((item) => orderValue(getItemShape(shape), item));
  if (!shape?.schema['x-unordered'] && !shape?.schema['x-item-key']) return items;
  return items
    .map((item) => ({ item, text: toCanonicalJson(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}
