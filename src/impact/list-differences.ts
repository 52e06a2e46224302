import { compareText } from '../model/compare-text.ts';
import {
  getObjectMember,
  isArray,
  isEqual,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../model/json/json-value.ts';
import { compareValues, findRank } from './compare-values.ts';
import type { Movement } from './impact-question.ts';
import { enterItem, enterMember, type SchemaPlace, toListItemPlace } from './schema-place.ts';

/** One elementary difference between two sides of a resource: a single value, or an item that comes into a list or leaves it. */
export interface ElementaryChange extends Movement {
  readonly place: SchemaPlace;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** Walks both sides of a value down to single values and list items. */
export function listDifferences(
  place: SchemaPlace,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): readonly ElementaryChange[] {
  if (isEqual(before ?? null, after ?? null)) return [];
  if (hasMembers(before) || hasMembers(after)) return listMemberDifferences(place, before, after);
  if (isArray(before ?? undefined) || isArray(after ?? undefined))
    return listItemDifferences(place, toList(before), toList(after));
  const movement = compareValues(place, before, after);
  return movement ? [createDifference(place, movement, before, after)] : [];
}

/** The order in which files write members and items must not change an impact. */
const sortNames = (names: readonly string[]): readonly string[] => [...names].sort(compareText);

const hasMembers = (value: JsonValue | undefined): boolean => isObject(value) && Object.keys(value).length > 0;
const toList = (value: JsonValue | undefined): JsonArray => (isArray(value) ? value : []);

export const createDifference = (
  place: SchemaPlace,
  movement: Movement,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): ElementaryChange => ({
  place,
  ...movement,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

function listMemberDifferences(
  place: SchemaPlace,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): readonly ElementaryChange[] {
  const sides = { before: toMembers(before), after: toMembers(after) };
  const holder = { ...sides.before, ...sides.after };
  return sortNames(Object.keys(holder)).flatMap((name) =>
    listDifferences(
      enterMember(place, sides, name),
      getObjectMember(sides.before ?? {}, name),
      getObjectMember(sides.after ?? {}, name),
    ),
  );
}

export const toMembers = (value: JsonValue | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

/** Compares two lists: items that come in, items that leave, items that change, and another order. */
function listItemDifferences(list: SchemaPlace, before: JsonArray, after: JsonArray): readonly ElementaryChange[] {
  const old = indexItems(list, before);
  const next = indexItems(list, after);
  const [oldNames, nextNames] = [sortNames([...old.keys()]), sortNames([...next.keys()])];
  const keptNames = nextNames.filter((name) => old.has(name));
  return [
    ...nextNames.flatMap((name) => (old.has(name) ? [] : listItemMovements(list, 'up', next.get(name), before))),
    ...oldNames.flatMap((name) => (next.has(name) ? [] : listItemMovements(list, 'down', old.get(name), after))),
    ...keptNames.flatMap((name) => listDifferences(enterItem(list), old.get(name), next.get(name))),
    ...(isReordered(list, [...old.keys()], [...next.keys()])
      ? [createDifference(list, { direction: 'any' }, before, after)]
      : []),
  ];
}

/**
 * Returns the difference that one item makes. In a list whose values have an order, an item makes none next to one of its rank or higher.
 *
 * @param others the items on the other side
 */
export function listItemMovements(
  list: SchemaPlace,
  direction: 'up' | 'down',
  item: JsonValue | undefined,
  others: JsonArray,
): readonly ElementaryChange[] {
  const { order } = list.words;
  const rank = order && findRank(order, item);
  if (order && rank !== undefined && others.some((other) => (findRank(order, other) ?? -1) >= rank)) return [];
  return [
    direction === 'up'
      ? createDifference(toListItemPlace(list), { direction }, undefined, item)
      : createDifference(toListItemPlace(list), { direction }, item, undefined),
  ];
}

/** Names each item by its key fields, else by its required members, else by its value. Equal items are counted. */
function indexItems(list: SchemaPlace, items: JsonArray): ReadonlyMap<string, JsonValue> {
  const key = list.shape?.schema['x-item-key'] ?? enterItem(list).shape?.schema.required ?? [];
  const index = new Map<string, JsonValue>();
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = nameItem(key, item);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    index.set(`${name} ${count}`, item);
  }
  return index;
}

const nameItem = (key: readonly string[], item: JsonValue): string =>
  toCanonicalJson(isObject(item) && key.length > 0 ? key.map((field) => getObjectMember(item, field) ?? null) : item);

function isReordered({ shape }: SchemaPlace, before: readonly string[], after: readonly string[]): boolean {
  if (shape?.schema['x-unordered'] || shape?.schema['x-item-key']) return false;
  const kept = new Set(before);
  const common = after.filter((name) => kept.has(name));
  const now = new Set(common);
  return !isEqual(
    before.filter((name) => now.has(name)),
    common,
  );
}
