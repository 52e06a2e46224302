import { canonical, isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { itemShape, memberShape, type Shape } from '../walk.ts';

/**
 * A live value in an order of our own: members by name, sets by what is in them. The API gives both in any order, and what a plan holds of
 * them must not change with it.
 */
export function orderly(shape: Shape | undefined, live: JsonObject): JsonObject {
  const names = Object.keys(live).sort();
  return Object.fromEntries(
    names.map((name) => [name, ordered(shape && memberShape(shape, live, name), member(live, name) ?? null)]),
  );
}

function ordered(shape: Shape | undefined, value: JsonValue): JsonValue {
  if (isObject(value)) return orderly(shape, value);
  if (!isArray(value)) return value;
  const items = value.map((item) => ordered(itemShape(shape), item));
  if (!shape?.schema['x-unordered'] && !shape?.schema['x-item-key']) return items;
  return items
    .map((item) => ({ item, text: canonical(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}
